using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using LiteDB;

namespace Dashboard.Benchmarks.Servers;

/// <summary>
/// What the design is measured against: LiteDB as its tutorial shows it, a document per event, a transaction per request,
/// its own file handling. (It syncs nothing until a checkpoint, so it also promises less.)
/// </summary>
internal sealed class DocumentIntake(string path) : IEventIntake, IDisposable
{
    private readonly LiteDatabase _database = new(path);
    private readonly Lock _gate = new();

    public ValueTask<IngestReply> SubmitAsync(IngestRequest request, CancellationToken cancel)
    {
        using (request)
        {
            lock (_gate)
            {
                _database.GetCollection("events").Insert(Documents(request.Events));
            }

            return ValueTask.FromResult(new IngestReply(request.Events.Count, 0, request.Issues, request.AssignedIds));
        }
    }

    public void ThrowIfRefusing()
    {
    }

    public void Dispose() => _database.Dispose();

    private static List<BsonDocument> Documents(EventBatch events)
    {
        var documents = new List<BsonDocument>(events.PredictionCount);
        foreach (ref readonly var row in events.Predictions)
        {
            var document = new BsonDocument
            {
                ["_id"] = events.TextString(row.Id),
                ["model"] = row.Version.Model.Name,
                ["version"] = row.Version.Name,
                ["timestamp"] = new DateTime(row.EventTicks, DateTimeKind.Utc),
                ["prediction"] = (long)row.Predicted.Bits,
                ["score"] = row.Score,
                ["latency_us"] = row.LatencyMicros,
            };
            foreach (var attribute in new AttributeReader(events.Text(row.Attributes)))
            {
                document[$"{attribute.Group}{attribute.NameId}"] = attribute.Type == AttributeType.Number
                    ? attribute.Number
                    : System.Text.Encoding.UTF8.GetString(attribute.Text);
            }

            documents.Add(document);
        }

        return documents;
    }
}
