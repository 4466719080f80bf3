using Dashboard.Core.Ingestion;

namespace Dashboard.Benchmarks.Servers;

/// <summary>The endpoint without storage: accepts everything and keeps nothing.</summary>
internal sealed class ForgetfulIntake : IEventIntake
{
    public ValueTask<IngestReply> SubmitAsync(IngestRequest request, CancellationToken cancel)
    {
        using (request)
        {
            return ValueTask.FromResult(new IngestReply(request.Events.Count, 0, request.Issues, request.AssignedIds));
        }
    }

    public void ThrowIfRefusing()
    {
    }
}
