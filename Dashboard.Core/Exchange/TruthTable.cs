using System.Numerics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>The ground truth in force for one prediction. <see cref="Truth"/> is none when there is none.</summary>
/// <param name="EventTicks">UTC ticks.</param>
/// <param name="Text">The label's text when it is unlisted; null otherwise.</param>
public readonly record struct JoinedTruth(Outcome Truth, long EventTicks, string? Text)
{
    public static readonly JoinedTruth None = new(Outcome.None, 0, null);
}

/// <summary>
/// The ground truths of a bounded set of predictions: 24 bytes a slot, half of the slots used at most. Open addressing with
/// linear probing; keys are hashes already. Key 0 is an empty slot (see <see cref="PredictionKey"/>).
/// </summary>
internal sealed class TruthTable
{
    private readonly ulong[] _keys;
    private readonly Outcome[] _truths;
    private readonly long[] _ticks;
    private readonly int _mask;
    private string?[]? _texts; // One per slot, made only when a model has more labels than are listed.

    /// <param name="predictions">Most predictions it will hold.</param>
    public TruthTable(int predictions)
    {
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, predictions * 2));
        _keys = new ulong[slots];
        _truths = new Outcome[slots];
        _ticks = new long[slots];
        _mask = slots - 1;
    }

    public void Clear()
    {
        Array.Clear(_keys);
        _texts = null;
    }

    public void AddPrediction(ulong key)
    {
        var slot = SlotOf(key);
        _keys[slot] = key;
        _truths[slot] = Outcome.None;
    }

    /// <summary>Truths are applied in the order they were accepted: the last one stays, or none after its
    /// retraction. Others' truths are passed over.</summary>
    public void Apply(EventBatch events, in GroundTruthRow row)
    {
        var slot = SlotOf(row.Key);
        if (_keys[slot] == 0)
        {
            return;
        }

        _truths[slot] = row.Truth;
        _ticks[slot] = row.EventTicks;
        RememberText(slot, row.TruthText.IsEmpty ? null : events.TextString(row.TruthText));
    }

    public JoinedTruth this[ulong key]
    {
        get
        {
            var slot = SlotOf(key);
            return _keys[slot] == 0 ? JoinedTruth.None : new JoinedTruth(_truths[slot], _ticks[slot], _texts?[slot]);
        }
    }

    private void RememberText(int slot, string? text)
    {
        if (text is not null)
        {
            _texts ??= new string?[_keys.Length];
        }

        if (_texts is not null)
        {
            _texts[slot] = text;
        }
    }

    private int SlotOf(ulong key)
    {
        var slot = (int)key & _mask;
        while (_keys[slot] != 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & _mask;
        }

        return slot;
    }
}
