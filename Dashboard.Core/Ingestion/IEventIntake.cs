namespace Dashboard.Core.Ingestion;

/// <summary>Where endpoints hand in parsed requests.</summary>
public interface IEventIntake
{
    /// <summary>
    /// Returns when every accepted event of the request is durable. Takes over the request and disposes it.
    /// </summary>
    /// <exception cref="RequestRefusedException">
    /// 429 <c>queue_full</c>; 503 <c>starting</c>, <c>stopping</c>, <c>storage_low</c>, <c>storage_full</c> or
    /// <c>storage_failed</c>, all with Retry-After. Nothing of the request was acknowledged.
    /// </exception>
    ValueTask<IngestReply> SubmitAsync(IngestRequest request, CancellationToken cancel);

    /// <summary>
    /// Throws at once what <see cref="SubmitAsync"/> would throw now for any request, so that a full queue is answered
    /// before a body is read and parsed.
    /// </summary>
    void ThrowIfRefusing();
}
