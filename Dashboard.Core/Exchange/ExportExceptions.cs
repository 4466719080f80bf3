namespace Dashboard.Core.Exchange;

/// <summary>The selected predictions have more distinct segments, features and score classes than a file may have columns.</summary>
public sealed class TooManyColumnsException(int limit)
    : Exception($"The selection has more than {limit} segment, feature and score columns; narrow it by model, version or time.");

/// <summary>A window has more predictions than are recomputed from rows (<see cref="ExportOptions.MaxExactRows"/>).</summary>
public sealed class TooManyRowsException(long rows, int limit)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The window has {rows} predictions; at most {limit} are recomputed from rows. Shorten it, or export the rows."));

/// <summary>
/// Stored events were deleted (retention, a removed model) while they were exported: what was written so far is not the
/// view that was promised, and cannot be completed.
/// </summary>
public sealed class ExportChangedException()
    : Exception("Stored events were deleted during the export; start it again.");
