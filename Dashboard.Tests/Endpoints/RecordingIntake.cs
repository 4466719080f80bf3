using Dashboard.Core.Ingestion;
using Xunit;

namespace Dashboard.Tests.Endpoints;

/// <summary>Stands where the event writer stands: takes every row as accepted, or refuses as told.</summary>
internal sealed class RecordingIntake : IEventIntake
{
    private int _submitted;

    /// <summary>Thrown before a body is read; null to accept.</summary>
    public RequestRefusedException? Refusal { get; set; }

    /// <summary>Thrown when a request is handed in; null to accept.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Requests handed in so far.</summary>
    public int Submitted => Volatile.Read(ref _submitted);

    public ValueTask<IngestReply> SubmitAsync(IngestRequest request, CancellationToken cancel)
    {
        using (request)
        {
            Interlocked.Increment(ref _submitted);
            if (Failure is { } failure)
            {
                throw failure;
            }

            var accepted = request.Indexes.Distinct().Count();
            Assert.Equal(request.Received, accepted + request.Issues.Count);
            return ValueTask.FromResult(new IngestReply(accepted, 0, request.Issues, request.AssignedIds));
        }
    }

    public void ThrowIfRefusing()
    {
        if (Refusal is { } refusal)
        {
            throw refusal;
        }
    }
}
