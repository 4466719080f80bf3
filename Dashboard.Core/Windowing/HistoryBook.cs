namespace Dashboard.Core.Windowing;

/// <summary>
/// What was learned for each key lately. Learning reads a month of buckets, so it is done once a minute and not once a tick.
/// Safe for concurrent use; keys learned at the same time may be learned twice.
/// </summary>
internal sealed class HistoryBook(HistoryTeacher teacher)
{
    /// <summary>Watched keys and questions of programs; the page that lies unread longest goes first.</summary>
    private const int MaxPages = 256;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Dictionary<SnapshotKey, (WindowHistory History, DateTimeOffset LearnedAt)> _pages = []; // Bounded by MaxPages.
    private readonly Lock _gate = new();

    public WindowHistory For(SnapshotKey key, DateTimeOffset now)
    {
        (WindowHistory History, DateTimeOffset LearnedAt) known;
        lock (_gate)
        {
            if (_pages.TryGetValue(key, out known) && now - known.LearnedAt < Fresh && now >= known.LearnedAt)
            {
                return known.History;
            }
        }

        var learned = teacher.Learn(key, now, known.History ?? WindowHistory.None);
        lock (_gate)
        {
            _pages[key] = (learned, now);
            if (_pages.Count > MaxPages)
            {
                _pages.Remove(_pages.MinBy(page => page.Value.LearnedAt).Key);
            }
        }

        return learned;
    }
}
