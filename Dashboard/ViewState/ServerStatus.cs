using Dashboard.Core.Ingestion;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>The few figures of the server itself that every page shows.</summary>
/// <param name="Writer">What the event writer is doing.</param>
/// <param name="EventsPerSecond">Received lately; null until two readings are apart.</param>
/// <param name="LabelsJoined">Ground truths that found their prediction / all that came, 0 to 1; null before the first.</param>
/// <param name="Storage">Null while storage is not open.</param>
public sealed record ServerStatus(WriterState Writer, double? EventsPerSecond, double? LabelsJoined, StorageStatus? Storage);

/// <summary>Reads <see cref="ServerStatus"/>; shared by all viewers, at most one reading a second.</summary>
public interface IServerStatus
{
    ServerStatus Current { get; }
}

/// <summary>Measures the rate between readings of the writer's account. Safe for concurrent use.</summary>
public sealed class ServerStatusMeter(EventWriter writer, StorageSession session, Projection projection, TimeProvider time) : IServerStatus
{
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private ServerStatus? _current;
    private long _readAt;
    private long _received;

    public ServerStatus Current
    {
        get
        {
            lock (_gate)
            {
                if (_current is null || time.GetElapsedTime(_readAt) >= BetweenReadings)
                {
                    _current = Read();
                }

                return _current with { Writer = writer.State };
            }
        }
    }

    private ServerStatus Read()
    {
        var (now, received) = (time.GetTimestamp(), writer.Ledger.Received);
        double? rate = _current is null ? null : (received - _received) / time.GetElapsedTime(_readAt, now).TotalSeconds;
        (_readAt, _received) = (now, received);
        var joining = projection.Status;
        var truths = joining.JoinedTruths + joining.ParkedTruths + joining.ExpiredTruths + joining.DroppedTruths;
        double? joined = truths == 0 ? null : (double)joining.JoinedTruths / truths;
        return new ServerStatus(writer.State, rate is >= 0 ? rate : null, joined, session.Current?.Status);
    }
}
