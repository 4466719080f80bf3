namespace Dashboard.Core.Metrics.Features;

/// <summary>
/// How the features of predictions are spread, counted in the bins of one baseline. Counts of parts merge to those of the whole in any
/// order, and a part can be taken off again (extremes aside: <see cref="NumberSums"/>). Those by an older baseline give way to those by a
/// newer one: their bins have nothing in common.
/// </summary>
/// <param name="baseline">Number of the baseline (<see cref="FeatureBaseline.Number"/>); a later one has a higher.</param>
/// <param name="numbers">Numeric features it has.</param>
public sealed class FeatureCounts(long baseline, int numbers)
{
    private const int ReachesBackFlag = 0x80; // Beside a count of numeric features, which takes seven bits.

    private BucketCounts _slots = new(); // At most FeatureBaseline.MostSlots.
    private NumberSums[] _numbers = new NumberSums[numbers]; // At most FeatureBaseline.MostFeatures.

    public long Baseline { get; private set; } = baseline;

    /// <summary>Predictions counted: those that carried any feature.</summary>
    public long Rows { get; private set; }

    /// <summary>Holds the predictions from before the baseline too, as far as they were still stored when they were counted.</summary>
    public bool ReachesBack { get; private set; }

    public long this[int slot] => _slots[slot];

    /// <param name="place">Among the numeric features.</param>
    public NumberSums NumbersOf(int place) => _numbers[place];

    /// <summary>Counts predictions from before the baseline.</summary>
    public void ReachBack() => ReachesBack = true;

    /// <summary>One prediction.</summary>
    public void Add(ReadOnlySpan<FeatureMark> marks)
    {
        Rows++;
        foreach (ref readonly var mark in marks)
        {
            _slots.Add(mark.Slot, 1);
            if (mark.Beside != FeatureMark.None)
            {
                _slots.Add(mark.Beside, 1);
            }

            if (mark.Number != FeatureMark.None)
            {
                _numbers[mark.Number].Add(mark.Value);
            }
        }
    }

    public void Merge(FeatureCounts other)
    {
        if (other.Baseline < Baseline)
        {
            return;
        }

        TakeBaseline(other.Baseline, other._numbers.Length);
        ReachesBack |= other.ReachesBack;
        Rows += other.Rows;
        _slots.AddAll(other._slots, 1, 0);
        for (var i = 0; i < other._numbers.Length; i++)
        {
            _numbers[i].Merge(other._numbers[i]);
        }
    }

    /// <summary>Takes off what was merged before; nothing, when another baseline counted it.</summary>
    public void Unmerge(FeatureCounts part)
    {
        if (part.Baseline != Baseline || part._numbers.Length != _numbers.Length)
        {
            return;
        }

        Rows -= part.Rows;
        _slots.AddAll(part._slots, -1, 0);
        for (var i = 0; i < part._numbers.Length; i++)
        {
            _numbers[i].Unmerge(part._numbers[i]);
        }
    }

    /// <summary>Counts by a baseline from now on: what one before it counted is forgotten.</summary>
    public void TakeBaseline(FeatureBaseline baseline) => TakeBaseline(baseline.Number, baseline.NumericFeatures);

    private void TakeBaseline(long baseline, int numbers)
    {
        if (baseline != Baseline || numbers != _numbers.Length)
        {
            (Baseline, Rows, _slots, _numbers, ReachesBack) = (baseline, 0, new BucketCounts(), new NumberSums[numbers], false);
        }
    }

    /// <summary>Small counts take a byte, a run of empty slots two or three.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Baseline);
        writer.Write7BitEncodedInt64(Rows);
        var used = _slots.IsEmpty ? 0 : _slots.Highest + 1;
        writer.Write7BitEncodedInt(used);
        for (var slot = 0; slot < used; slot++)
        {
            writer.Write7BitEncodedInt64(_slots[slot]);
            if (_slots[slot] == 0)
            {
                var first = slot;
                while (slot + 1 < used && _slots[slot + 1] == 0)
                {
                    slot++;
                }

                writer.Write7BitEncodedInt(slot - first);
            }
        }

        writer.Write((byte)(_numbers.Length | (ReachesBack ? ReachesBackFlag : 0)));
        foreach (ref readonly var sums in _numbers.AsSpan())
        {
            sums.Write(writer);
        }
    }

    /// <exception cref="FormatException">The bytes tell of more than there can be, or of less than nothing.</exception>
    public static FeatureCounts Read(BinaryReader reader)
    {
        var (baseline, rows, used) = (reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt());
        if (rows < 0 || used is < 0 or > FeatureBaseline.MostSlots)
        {
            throw new FormatException($"{rows} predictions in {used} slots");
        }

        var slots = ReadSlots(reader, used);
        var last = reader.ReadByte();
        var numbers = last & ~ReachesBackFlag;
        if (numbers > FeatureBaseline.MostFeatures)
        {
            throw new FormatException($"{numbers} features; a baseline has at most {FeatureBaseline.MostFeatures}");
        }

        var counts = new FeatureCounts(baseline, numbers) { Rows = rows, ReachesBack = last != numbers, _slots = slots };
        for (var i = 0; i < numbers; i++)
        {
            counts._numbers[i] = NumberSums.Read(reader);
        }

        return counts;
    }

    private static BucketCounts ReadSlots(BinaryReader reader, int used)
    {
        var slots = new BucketCounts();
        for (var slot = 0; slot < used; slot++)
        {
            var count = reader.Read7BitEncodedInt64();
            if (count < 0)
            {
                throw new FormatException("a count below 0");
            }

            if (count > 0)
            {
                slots.Add(slot, count);
                continue;
            }

            var more = reader.Read7BitEncodedInt();
            slot += more >= 0 && more < used - slot ? more : throw new FormatException($"{more} more empty slots");
        }

        return slots;
    }
}
