namespace Dashboard.Tests.Architecture;

/// <summary>
/// The rooms of the house and which others each may use. A row names only rows above it, so the arrows can make no circle.
/// docs/architecture.md shows the same table, word for word, and says why.
/// </summary>
internal sealed class RoomTable
{
    public const string Text = """
        Predictions    -> (nothing)
        Metrics        -> Predictions
        Estimation     -> Metrics
        Comparison     -> Metrics
        LateLabels     -> Predictions, Metrics
        SystemMetrics  -> (nothing)
        Storage        -> Predictions
        Storage.LiteDb -> Predictions, Storage
        Storage.Memory -> Predictions, Storage
        Windowing      -> Predictions, Metrics, Comparison, Estimation, LateLabels, Storage
        SystemHistory  -> SystemMetrics, Storage, Windowing
        Ingestion      -> Predictions, Storage, Windowing
        Evaluations    -> Predictions, Metrics, Comparison, Storage
        Exchange       -> Predictions, Metrics, Comparison, Storage, Windowing
        Exchange.Csv   -> Predictions, Metrics, Windowing, Evaluations, Exchange
        Exchange.Parquet -> Evaluations
        Baselines      -> Predictions, Metrics, Estimation, Storage, Windowing, Exchange

        Configuration  -> Predictions, Storage, Windowing, Ingestion, Baselines
        Queries        -> (nothing)
        Live           -> Predictions, Metrics, SystemMetrics, Storage, Windowing, SystemHistory, Ingestion, Configuration, Queries
        Workers        -> SystemMetrics, Storage, Ingestion, Baselines, Live
        Endpoints      -> Predictions, Metrics, Comparison, SystemMetrics, Storage, Windowing, Ingestion, Evaluations, Exchange, Exchange.Csv, Exchange.Parquet, Configuration, Queries, Live
        Security       -> Configuration, Endpoints
        Demo           -> Predictions, Windowing, Ingestion, Configuration, Endpoints
        ViewState      -> Predictions, Metrics, Storage, Windowing, Ingestion, Evaluations, Exchange
        Components     -> Predictions, Metrics, Comparison, SystemMetrics, Storage, Windowing, SystemHistory, Ingestion, Evaluations, Exchange, Configuration, Live, Demo, ViewState
        """;

    /// <summary>The composition root: may name every room, and no room names it.</summary>
    public const string Root = "DashboardApp";

    private RoomTable(IReadOnlyList<(string Room, string[] Uses)> rows)
    {
        Rooms = [.. rows.Select(row => row.Room)];
        Arrows = rows.ToDictionary(row => row.Room, row => row.Uses, StringComparer.Ordinal);
    }

    public static RoomTable Product { get; } = Parse(Text);

    /// <summary>From top to bottom.</summary>
    public IReadOnlyList<string> Rooms { get; }

    public IReadOnlyDictionary<string, string[]> Arrows { get; }

    public bool Allows(string from, string to) =>
        from == Root || from == to || (Arrows.TryGetValue(from, out var uses) && uses.Contains(to, StringComparer.Ordinal));

    /// <summary>The room of a path or namespace below Dashboard.Core or Dashboard, given in parts; null when it is none.</summary>
    public string? RoomOf(IEnumerable<string> parts)
    {
        var names = parts.SkipWhile(part => part is "Dashboard" or "Core" or "Dashboard.Core").Take(2).ToArray();
        var inner = string.Join('.', names);
        return Arrows.ContainsKey(inner) ? inner : names.FirstOrDefault();
    }

    public static RoomTable Parse(string text) =>
        new([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseRow)]);

    private static (string, string[]) ParseRow(string row) => row.Split("->", StringSplitOptions.TrimEntries) switch
    {
        [var room, "(nothing)"] => (room, []),
        [var room, var uses] => (room, uses.Split(',', StringSplitOptions.TrimEntries)),
        _ => throw new FormatException($"not a row: {row}"),
    };
}
