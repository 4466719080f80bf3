using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Text;

namespace Dashboard.Core.Predictions;

/// <summary>
/// The class labels of one model, each with a small stable code. Bounded: beyond <see cref="Limit"/> labels, further
/// ones are unlisted (still compared exactly, folded into one row of the matrix). Safe for concurrent use.
/// </summary>
public sealed class LabelSet(int limit)
{
    private readonly ConcurrentDictionary<string, int> _codes = new(StringComparer.Ordinal); // Bounded by limit.
    private readonly List<string> _texts = []; // Bounded by limit. Guarded by itself.
    private long _unlisted;

    /// <summary>The most labels that get a code of their own.</summary>
    public int Limit { get; } = limit;

    public int Count
    {
        get { lock (_texts) { return _texts.Count; } }
    }

    /// <summary>How many outcomes were folded because the set was full.</summary>
    public long UnlistedCount => Interlocked.Read(ref _unlisted);

    /// <summary>The outcome for a label; new labels get the next code while there is room.</summary>
    public Outcome Intern(ReadOnlySpan<char> label)
    {
        var lookup = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        return lookup.TryGetValue(label, out var code) ? Outcome.FromLabelCode(code) : Add(label.ToString());
    }

    /// <summary>The outcome of a label that is listed already; adds nothing.</summary>
    public bool TryFind(ReadOnlySpan<char> label, out Outcome outcome)
    {
        var found = _codes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(label, out var code);
        outcome = found ? Outcome.FromLabelCode(code) : Outcome.None;
        return found;
    }

    /// <summary>The text of a listed label.</summary>
    public string this[int code]
    {
        get { lock (_texts) { return _texts[code]; } }
    }

    public bool TryGetText(Outcome outcome, [NotNullWhen(true)] out string? text)
    {
        text = outcome.IsNone || outcome.IsUnlisted ? null : this[outcome.LabelCode];
        return text is not null;
    }

    /// <summary>All labels in code order.</summary>
    public IReadOnlyList<string> ToList()
    {
        lock (_texts)
        {
            return [.. _texts];
        }
    }

    private Outcome Add(string label)
    {
        lock (_texts)
        {
            if (_codes.TryGetValue(label, out var code))
            {
                return Outcome.FromLabelCode(code);
            }

            if (_texts.Count >= Limit)
            {
                Interlocked.Increment(ref _unlisted);
                return Outcome.FromUnlistedLabel(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(label)));
            }

            _texts.Add(label);
            _codes[label] = _texts.Count - 1;
            return Outcome.FromLabelCode(_texts.Count - 1);
        }
    }
}
