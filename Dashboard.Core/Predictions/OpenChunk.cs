namespace Dashboard.Core.Predictions;

/// <summary>
/// A run of slots of the <see cref="PredictionIndex"/>, and columns for what few of them have: taken when the first slot of
/// the run needs them, and kept.
/// </summary>
internal sealed class OpenChunk(int size)
{
    private const ushort NoOutcome = ushort.MaxValue;
    private const ushort IsWide = ushort.MaxValue - 1;

    private ulong[]? _predicted;
    private ulong[]? _truths;
    private uint[]? _shortScores; // By ShortNumber.
    private double[]? _scores; // In the place of the short ones, once one of them did not fit.
    private uint[]? _delays; // Of first ground truths, by ShortDelay.

    public OpenSlot[] Slots { get; } = Take<OpenSlot>(size);

    public Outcome PredictedAt(int slot) => Unpack(Slots[slot].Predicted, _predicted, slot);

    public Outcome TruthAt(int slot) => Unpack(Slots[slot].Truth, _truths, slot);

    public double ScoreAt(int slot) =>
        _scores is not null ? _scores[slot] : _shortScores is not null ? ShortNumber.Unpack(_shortScores[slot]) : double.NaN;

    public void SetScore(int slot, double score)
    {
        if (_scores is not null)
        {
            _scores[slot] = score;
        }
        else if (!ShortNumber.TryPack(score, out var code))
        {
            WidenScores()[slot] = score;
        }
        else if (_shortScores is not null || code != ShortNumber.None)
        {
            (_shortScores ??= NoScores())[slot] = code;
        }
    }

    public long DelayTicksAt(int slot) => _delays is null ? 0 : ShortDelay.Unpack(_delays[slot]);

    public void SetDelayTicks(int slot, long ticks)
    {
        if (_delays is not null || ticks != 0)
        {
            (_delays ??= Take<uint>(Slots.Length))[slot] = ShortDelay.Pack(ticks);
        }
    }

    public void SetPredicted(int slot, Outcome outcome) => Slots[slot].Predicted = Pack(outcome, ref _predicted, slot);

    public void SetTruth(int slot, Outcome outcome) => Slots[slot].Truth = Pack(outcome, ref _truths, slot);

    /// <summary>Pinned, so that the collector never moves what is never freed: hundreds of megabytes.</summary>
    public static T[] Take<T>(int length)
        where T : unmanaged => GC.AllocateArray<T>(length, pinned: true);

    private uint[] NoScores()
    {
        var scores = Take<uint>(Slots.Length);
        Array.Fill(scores, ShortNumber.None);
        return scores;
    }

    private double[] WidenScores()
    {
        var scores = Take<double>(Slots.Length);
        for (var slot = 0; slot < scores.Length; slot++)
        {
            scores[slot] = ScoreAt(slot);
        }

        (_scores, _shortScores) = (scores, null);
        return scores;
    }

    /// <summary>By its bits, whatever they mean: label codes are small, most numbers are not.</summary>
    private ushort Pack(Outcome outcome, ref ulong[]? wide, int slot)
    {
        if (outcome.IsNone)
        {
            return NoOutcome;
        }

        if (outcome.Bits < IsWide)
        {
            return (ushort)outcome.Bits;
        }

        (wide ??= Take<ulong>(Slots.Length))[slot] = outcome.Bits;
        return IsWide;
    }

    private static Outcome Unpack(ushort packed, ulong[]? wide, int slot) => packed switch
    {
        NoOutcome => Outcome.None,
        IsWide => new Outcome(wide![slot]),
        _ => new Outcome(packed),
    };
}
