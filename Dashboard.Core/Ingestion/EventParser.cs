using System.Text.Json;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>
/// Reads request bodies into rows (docs/ingest.md is the contract). Hand-written over <see cref="Utf8JsonReader"/>: nothing
/// is allocated per valid event, nothing by a size the client claims, and every broken rule has its own code. Safe for
/// concurrent use.
/// </summary>
/// <param name="retention">How long raw events are kept: older ones are rejected.</param>
public sealed class EventParser(ModelCatalog catalog, IngestOptions options, DeclaredModels declared, TimeSpan retention, TimeProvider time)
{
    [ThreadStatic]
    private static EventDraft? _draft;

    private readonly EventAdmission _admission = new(catalog, declared);

    /// <summary>Parses a whole body of at most <see cref="IngestOptions.MaxBodyBytes"/>. The caller disposes the request.</summary>
    /// <param name="strict">When any event is invalid, none is taken: the valid ones become issues too.</param>
    /// <exception cref="RequestRefusedException">400 or 413: the body as a whole cannot be read; it left no trace.</exception>
    public IngestRequest Parse(ReadOnlySpan<byte> body, BodyFormat format, bool strict = false)
    {
        body = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (!body.ContainsAnyExcept(" \t\r\n"u8))
        {
            throw new RequestRefusedException(400, "body_empty", "the body holds no event");
        }

        if (strict && !IsFaultless(body, format, out var faults))
        {
            return faults;
        }

        return Run(body, format, dryRun: false);
    }

    /// <summary>A first pass that adds nothing anywhere.</summary>
    private bool IsFaultless(ReadOnlySpan<byte> body, BodyFormat format, out IngestRequest faults)
    {
        faults = Run(body, format, dryRun: true);
        if (faults.Issues.Count == 0)
        {
            faults.Dispose();
            return true;
        }

        StrictRequests.TakeNone(faults);
        return false;
    }

    private IngestRequest Run(ReadOnlySpan<byte> body, BodyFormat format, bool dryRun)
    {
        var request = new IngestRequest(new EventBatch());
        try
        {
            var pass = new ParsePass(_admission, options, retention, _draft ??= new EventDraft(), new RowSink(request, time.GetUtcNow()), dryRun);
            if (format == BodyFormat.Ndjson)
            {
                pass.ReadLines(body);
            }
            else
            {
                pass.ReadJson(body);
            }

            return request;
        }
        catch
        {
            request.Dispose();
            throw;
        }
    }
}
