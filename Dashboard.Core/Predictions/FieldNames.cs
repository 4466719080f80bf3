using System.Collections.Concurrent;

namespace Dashboard.Core.Predictions;

/// <summary>Names of segments, features and score classes, each with a small number. Bounded; safe for concurrent use.</summary>
public sealed class FieldNames(int limit)
{
    private readonly ConcurrentDictionary<string, int> _ids = new(StringComparer.Ordinal); // Bounded by limit.
    private readonly List<string> _names = []; // Bounded by limit. Guarded by itself.

    /// <summary>The number of a name, given if new; -1 when the set is full.</summary>
    public int Intern(ReadOnlySpan<char> name) => Intern(name, limit);

    /// <summary>The number of a name in stored events: what was accepted once always gets one.</summary>
    public int InternStored(ReadOnlySpan<char> name) => Intern(name, int.MaxValue);

    private int Intern(ReadOnlySpan<char> name, int most)
    {
        if (_ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var id))
        {
            return id;
        }

        lock (_names)
        {
            var text = name.ToString();
            if (_ids.TryGetValue(text, out id))
            {
                return id;
            }

            if (_names.Count >= most)
            {
                return -1;
            }

            _names.Add(text);
            return _ids[text] = _names.Count - 1;
        }
    }

    /// <summary>The number of a known name; -1 for another. Adds nothing.</summary>
    public int Find(ReadOnlySpan<char> name) =>
        _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var id) ? id : -1;

    public string this[int id]
    {
        get { lock (_names) { return _names[id]; } }
    }
}
