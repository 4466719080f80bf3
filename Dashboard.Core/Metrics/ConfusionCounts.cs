using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics;

/// <summary>
/// Counts of (ground truth, prediction) pairs by label code, sparse: an open-addressing table that holds only the pairs
/// seen. Bounded: beyond <see cref="MaxPairs"/> distinct pairs, further ones are counted as pairs of other labels.
/// Linear: what was added can be subtracted.
/// </summary>
public sealed class ConfusionCounts
{
    /// <summary>Most distinct pairs: every pair of 100 labels.</summary>
    public const int MaxPairs = 10_000;

    /// <summary>The code of all labels without a code of their own.</summary>
    public const int OtherCode = 0xFFFE;

    /// <summary>Prediction code of a pair of two different labels that both have no code of their own.</summary>
    public const int OtherMismatchCode = 0xFFFD;

    private uint[] _keys = new uint[8]; // Pair + 1, 0 is empty.
    private long[] _counts = new long[8];
    private int _used;

    /// <summary>Every pair seen, in no particular order; counts may be 0 after subtraction.</summary>
    public IEnumerable<(int Truth, int Predicted, long Count)> Pairs
    {
        get
        {
            for (var i = 0; i < _keys.Length; i++)
            {
                if (_keys[i] != 0)
                {
                    var pair = _keys[i] - 1;
                    yield return ((int)(pair >> 16), (int)(pair & 0xFFFF), _counts[i]);
                }
            }
        }
    }

    /// <param name="truth">Label code, or <see cref="OtherCode"/>.</param>
    /// <param name="predicted">Label code, <see cref="OtherCode"/> or <see cref="OtherMismatchCode"/>.</param>
    /// <param name="count">May be negative.</param>
    public void Add(int truth, int predicted, long count)
    {
        var slot = SlotOf(Key(truth, predicted));
        if (_keys[slot] == 0)
        {
            slot = Claim(truth, predicted);
        }

        _counts[slot] += count;
    }

    /// <summary>Counts a pair of outcomes; two different labels without a code of their own stay a pair that is wrong.</summary>
    /// <param name="count">May be negative.</param>
    public void Add(Outcome predicted, Outcome truth, long count)
    {
        var (truthCode, predictedCode) = (Tally.CodeOf(truth), Tally.CodeOf(predicted));
        Add(truthCode, IsMismatch(predicted, truth) ? OtherMismatchCode : predictedCode, count);
    }

    /// <summary>The codes of a pair for a <see cref="ScoreCube"/>, which wants the mismatch on the side of the ground truth.</summary>
    public static (int Predicted, int Truth) CodesOf(Outcome predicted, Outcome truth) =>
        (Tally.CodeOf(predicted), IsMismatch(predicted, truth) ? OtherMismatchCode : Tally.CodeOf(truth));

    private static bool IsMismatch(Outcome predicted, Outcome truth) =>
        predicted != truth && Tally.CodeOf(predicted) == OtherCode && Tally.CodeOf(truth) == OtherCode;

    public void Merge(ConfusionCounts other)
    {
        for (var i = 0; i < other._keys.Length; i++)
        {
            if (other._keys[i] != 0)
            {
                var pair = other._keys[i] - 1;
                Add((int)(pair >> 16), (int)(pair & 0xFFFF), other._counts[i]);
            }
        }
    }

    /// <summary>Pairs of count 0 are written too: a full table must stay full, or subtraction would miss what was folded.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_used);
        foreach (var (truth, predicted, count) in Pairs)
        {
            writer.Write((ushort)truth);
            writer.Write((ushort)predicted);
            writer.Write7BitEncodedInt64(count);
        }
    }

    /// <param name="codes">The present code of each stored code; codes beyond it are not labels and stay as they are.</param>
    public static ConfusionCounts Read(BinaryReader reader, ReadOnlySpan<int> codes)
    {
        var counts = new ConfusionCounts();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            int truth = reader.ReadUInt16(), predicted = reader.ReadUInt16();
            var presentTruth = truth < codes.Length ? codes[truth] : truth;
            var present = predicted < codes.Length ? codes[predicted] : predicted;
            var lostDifference = presentTruth == present && truth != predicted;
            counts.Add(presentTruth, lostDifference ? OtherMismatchCode : present, reader.Read7BitEncodedInt64());
        }

        return counts;
    }

    private static uint Key(int truth, int predicted) => (((uint)truth << 16) | (uint)predicted) + 1;

    /// <summary>Where a key is or would be (linear probing, Fibonacci hashing).</summary>
    private int SlotOf(uint key)
    {
        var mask = _keys.Length - 1;
        var slot = (int)((key * 2654435769u) >> 16) & mask;
        while (_keys[slot] != 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private int Claim(int truth, int predicted)
    {
        var isRight = truth == predicted;
        if (_used >= MaxPairs)
        {
            (truth, predicted) = (OtherCode, isRight ? OtherCode : OtherMismatchCode);
        }

        if (4 * (_used + 1) > 3 * _keys.Length)
        {
            Double();
        }

        var key = Key(truth, predicted);
        var slot = SlotOf(key);
        _used += _keys[slot] == 0 ? 1 : 0;
        _keys[slot] = key;
        return slot;
    }

    private void Double()
    {
        var (keys, counts) = (_keys, _counts);
        _keys = new uint[keys.Length * 2];
        _counts = new long[keys.Length * 2];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0)
            {
                var slot = SlotOf(keys[i]);
                (_keys[slot], _counts[slot]) = (keys[i], counts[i]);
            }
        }
    }
}
