using Dashboard.Core.Windowing;

namespace Dashboard.Core.Exchange;

/// <summary>
/// A span of time cut into equal windows, each with the figures a page would show for exactly that range: both come from
/// <see cref="Projection.Build"/>.
/// </summary>
public sealed class MetricWindows
{
    /// <summary>Aimed at when no step is asked for.</summary>
    private const int UsualCount = 400;

    private readonly Projection _projection;
    private readonly SnapshotKey _key;
    private readonly DateTimeOffset _asOf;

    private MetricWindows(Projection projection, SnapshotKey key, DateTimeOffset asOf, TimeSpan step)
    {
        (_projection, _key, _asOf, Step) = (projection, key, asOf, step);
        First = Floor(key.Range.From, step);
        var last = key.Range.To < asOf ? key.Range.To : asOf;
        Count = last <= First ? 0 : ((last - First).Ticks + step.Ticks - 1) / step.Ticks;
    }

    /// <summary>The steps a series can have; windows start at their multiples (UTC).</summary>
    public static IReadOnlyList<TimeSpan> NaturalSteps { get; } =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1),
    ];

    public string Model => _key.Model;

    /// <summary>Null: all versions together.</summary>
    public string? Version => _key.Version;

    public TimeSpan Step { get; }

    /// <summary>Start of the first window: the wanted start, rounded down to the step.</summary>
    public DateTimeOffset First { get; }

    /// <summary>Windows; none starts after now.</summary>
    public long Count { get; }

    /// <summary>False when buckets as short as the step are not kept any more for so old a range.</summary>
    public bool IsKept => Count == 0 || WindowAt(0) is not null;

    /// <param name="key">With a fixed range.</param>
    public static MetricWindows Of(Projection projection, SnapshotKey key, DateTimeOffset asOf, TimeSpan step) =>
        new(projection, key, asOf, step);

    /// <summary>The finest step that is kept and gives at most 400 windows, or else the coarsest.</summary>
    public static MetricWindows OfUsualStep(Projection projection, SnapshotKey key, DateTimeOffset asOf) =>
        NaturalSteps
            .Select(step => new MetricWindows(projection, key, asOf, step))
            .FirstOrDefault(windows => windows.Count <= UsualCount && windows.IsKept)
        ?? new MetricWindows(projection, key, asOf, NaturalSteps[^1]);

    /// <summary>The figures of each window, oldest first.</summary>
    /// <exception cref="ExportChangedException">A window's buckets expired meanwhile.</exception>
    public IEnumerable<(DateTimeOffset Start, Snapshot Figures)> Read()
    {
        for (var i = 0L; i < Count; i++)
        {
            yield return (First + (i * Step), WindowAt(i) ?? throw new ExportChangedException());
        }
    }

    private Snapshot? WindowAt(long index)
    {
        var start = First + (index * Step);
        var snapshot = _projection.Build(_key with { Range = TimeRange.Between(start, start + Step) }, number: 0, _asOf, previous: null);
        return snapshot.Lack is null && snapshot.From == start && snapshot.To <= start + Step ? snapshot : null;
    }

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step) =>
        new(time.UtcTicks - (time.UtcTicks % step.Ticks), TimeSpan.Zero);
}
