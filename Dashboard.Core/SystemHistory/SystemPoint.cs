using Dashboard.Core.SystemMetrics;

namespace Dashboard.Core.SystemHistory;

/// <summary>One point of the history.</summary>
/// <param name="Time">End of the point's span; the newest lies up to one step ahead and still fills.</param>
/// <param name="Figures">Of all samples in the span; empty while the server was not running.</param>
public sealed record SystemPoint(DateTimeOffset Time, SystemTally Figures);
