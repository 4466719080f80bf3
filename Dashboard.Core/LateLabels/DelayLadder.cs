using Dashboard.Core.Predictions;

namespace Dashboard.Core.LateLabels;

/// <summary>
/// Labels of a cell by how late they came: sums per rung of a fixed, roughly geometric ladder of delays. Rung r holds the
/// delays from <see cref="DelayRungs.LowerEdge"/> up to, and without, <see cref="DelayRungs.UpperEdge"/>. The delay is that of
/// the first ground truth (<see cref="LabelDelay"/>); a correction changes the sums of its rung. Labels whose delay is not
/// told lie apart.
/// Linear: ladders of parts merge to the ladder of the whole in any order, and what was merged can be subtracted.
/// </summary>
public sealed class DelayLadder
{
    public const int Rungs = DelayRungs.Count;

    private const int Places = Rungs + 1; // The last is that of DelayRungs.Unknown.
    private const int LossBit = 0x80; // In a written rung: its loss follows.

    private SparseRungs<LabelSums> _rungs = new();

    public LabelSums this[int rung] => _rungs.Holds(rung) ? _rungs.Held(rung) : default;

    public LabelSums Total => YoungerThan(long.MaxValue) + Untold;

    /// <summary>Labels whose delay is not told.</summary>
    public LabelSums Untold => this[DelayRungs.Unknown];

    /// <summary>Labels of the rungs that end at or before an age: what every prediction of this age has had the time to get.</summary>
    public LabelSums YoungerThan(long ageTicks)
    {
        LabelSums sum = default;
        for (var rung = _rungs.Next(0); rung < Rungs && DelayRungs.UpperEdge(rung) <= ageTicks; rung = _rungs.Next(rung + 1))
        {
            sum += _rungs.Held(rung);
        }

        return sum;
    }

    /// <param name="rung">Or <see cref="DelayRungs.Unknown"/>.</param>
    public void Add(int rung, in LabelSums label)
    {
        ref var sums = ref _rungs.At(rung);
        sums += label;
    }

    public void Subtract(int rung, in LabelSums label)
    {
        ref var sums = ref _rungs.At(rung);
        sums -= label;
    }

    public void Merge(DelayLadder other)
    {
        for (var rung = other._rungs.Next(0); rung < Places; rung = other._rungs.Next(rung + 1))
        {
            Add(rung, other._rungs.Held(rung));
        }
    }

    public void Subtract(DelayLadder other)
    {
        for (var rung = other._rungs.Next(0); rung < Places; rung = other._rungs.Next(rung + 1))
        {
            Subtract(rung, other._rungs.Held(rung));
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)_rungs.Count);
        for (var rung = _rungs.Next(0); rung < Places; rung = _rungs.Next(rung + 1))
        {
            var sums = _rungs.Held(rung);
            writer.Write((byte)(rung | (sums.HasLoss ? LossBit : 0)));
            writer.Write7BitEncodedInt64(sums.Labelled);
            writer.Write7BitEncodedInt64(sums.Correct);
            if (sums.HasLoss)
            {
                writer.Write(sums.Loss);
                writer.Write(sums.SquaredLoss);
            }
        }
    }

    /// <exception cref="FormatException">The bytes name a rung that does not exist.</exception>
    public static DelayLadder Read(BinaryReader reader)
    {
        var ladder = new DelayLadder();
        for (var left = reader.ReadByte(); left > 0; left--)
        {
            var head = reader.ReadByte();
            var rung = head & ~LossBit;
            if (rung >= Places)
            {
                throw new FormatException($"a delay ladder has {Rungs} rungs, not a rung {rung}");
            }

            var (labelled, correct) = (reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
            var hasLoss = (head & LossBit) != 0;
            ladder.Add(rung, new LabelSums(labelled, correct, hasLoss ? reader.ReadDouble() : 0, hasLoss ? reader.ReadDouble() : 0));
        }

        return ladder;
    }
}
