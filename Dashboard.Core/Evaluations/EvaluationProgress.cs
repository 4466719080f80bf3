namespace Dashboard.Core.Evaluations;

/// <summary>How far a running evaluation is. Written by it, read by anybody.</summary>
/// <param name="totalBytes">Of the upload; null when the sender did not say.</param>
public sealed class EvaluationProgress(DateTimeOffset startedAt, long? totalBytes)
{
    private long _bytes;
    private long _rows;
    private volatile bool _isComputing;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public long? TotalBytes { get; } = totalBytes;

    /// <summary>Bytes received.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Rows read, right or not.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Everything is read.</summary>
    public bool IsComputing => _isComputing;

    public void AddBytes(long count) => Interlocked.Add(ref _bytes, count);

    internal void SetRows(long count) => Interlocked.Exchange(ref _rows, count);

    internal void StartComputing() => _isComputing = true;
}
