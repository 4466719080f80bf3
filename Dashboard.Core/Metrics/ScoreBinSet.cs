using System.Runtime.InteropServices;

namespace Dashboard.Core.Metrics;

/// <summary>
/// The bins of a <see cref="ScoreCube"/>, each with a row number in order of arrival (open addressing, linear probing,
/// Fibonacci hashing), and, while there are few, whether all scores of a bin were the same number: such a bin hides no
/// order. Bounded by its owner.
/// </summary>
/// <param name="maxPure">Most bins while scores are kept; at most the owner's bound, so that a fallen scale keeps none.</param>
internal sealed class ScoreBinSet(int maxPure)
{
    /// <summary>Row numbers are two bytes.</summary>
    public const int MaxRows = ushort.MaxValue - 1;

    /// <summary>
    /// Beyond this many bins no scores are kept: models with few distinct scores need them, in a histogram of many bins
    /// nearly every bin is mixed. It depends on the bins only, and sets take it over from each other: parts in any order agree.
    /// </summary>
    public const int MaxPureBins = 128;

    private readonly List<int> _bins = []; // Bounded by the owner.
    private List<double>? _scores = []; // The one score of each row, NaN where there were several. Bounded by maxPure.
    private ushort[] _slots = new ushort[16]; // Row + 1, 0 is empty.

    public int Count => _bins.Count;

    public int this[int row] => _bins[row];

    /// <summary>The one score of a row; null when there were several, or too many bins to know.</summary>
    public double? OnlyScore(int row) => _scores is null || double.IsNaN(_scores[row]) ? null : _scores[row];

    public bool KeepsScores => _scores is not null;

    public void ForgetScores() => _scores = null;

    /// <summary>The row of a bin, made when there is none.</summary>
    /// <param name="score">What is added to it; NaN when that is several scores.</param>
    public int RowOf(int bin, double score)
    {
        var slot = SlotOf(bin);
        if (_slots[slot] == 0)
        {
            return Claim(bin, score, slot);
        }

        var row = _slots[slot] - 1;
        if (_scores is not null && _scores[row] != score)
        {
            _scores[row] = double.NaN;
        }

        return row;
    }

    /// <summary>Rows by ascending bin, that is by ascending score.</summary>
    public int[] InOrder()
    {
        var rows = new int[Count];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        CollectionsMarshal.AsSpan(_bins).ToArray().AsSpan().Sort(rows.AsSpan());
        return rows;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Count);
        writer.Write(_scores is not null);
        for (var row = 0; row < Count; row++)
        {
            writer.Write(_bins[row]);
            if (_scores is not null)
            {
                writer.Write(_scores[row]);
            }
        }
    }

    public static ScoreBinSet Read(BinaryReader reader, int maxPure)
    {
        var set = new ScoreBinSet(maxPure);
        var count = reader.Read7BitEncodedInt();
        var hasScores = reader.ReadBoolean();
        for (var row = 0; row < count; row++)
        {
            var bin = reader.ReadInt32();
            set.RowOf(bin, hasScores ? reader.ReadDouble() : double.NaN);
        }

        set._scores = hasScores ? set._scores : null;
        return set;
    }

    private int SlotOf(int bin)
    {
        var mask = _slots.Length - 1;
        var slot = (int)(((uint)bin * 2654435769u) >> 16) & mask;
        while (_slots[slot] != 0 && _bins[_slots[slot] - 1] != bin)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private int Claim(int bin, double score, int slot)
    {
        if (_bins.Count == _bins.Capacity)
        {
            _bins.Capacity += 4 + (_bins.Capacity / 4); // Not doubled: there is a set in every cell.
        }

        _bins.Add(bin);
        _slots[slot] = (ushort)_bins.Count;
        _scores?.Add(score);
        if (_bins.Count > maxPure)
        {
            _scores = null;
        }

        if (4 * _bins.Count > 3 * _slots.Length)
        {
            Double();
        }

        return _bins.Count - 1;
    }

    private void Double()
    {
        _slots = new ushort[_slots.Length * 2];
        for (var row = 0; row < _bins.Count; row++)
        {
            _slots[SlotOf(_bins[row])] = (ushort)(row + 1);
        }
    }
}
