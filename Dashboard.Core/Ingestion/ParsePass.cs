using System.Text.Json;
using System.Text.Unicode;

namespace Dashboard.Core.Ingestion;

/// <summary>One walk over one body.</summary>
/// <param name="dryRun">Only issues are collected; no name is created.</param>
internal sealed class ParsePass(
    EventAdmission admission, IngestOptions options, TimeSpan retention, EventDraft draft, RowSink sink, bool dryRun)
{
    private static readonly JsonReaderOptions Strict = new() { CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false };

    private readonly long _latestTicks = (sink.Now + options.MaxAhead).UtcTicks;
    private readonly long _earliestTicks = (sink.Now - retention).UtcTicks;

    /// <summary>Reads one object or an array of them.</summary>
    public void ReadJson(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            throw new RequestRefusedException(400, EventProblem.Utf8Invalid.Code, "the body is not valid UTF-8");
        }

        var reader = new Utf8JsonReader(body, Strict);
        try
        {
            reader.Read();
            ReadRoot(ref reader, body);
        }
        catch (JsonException error)
        {
            throw new RequestRefusedException(400, "json_invalid", $"the body is not valid JSON at byte {Offset(body, error)}");
        }
    }

    /// <summary>Reads one object a line; a bad line is one rejected event.</summary>
    public void ReadLines(ReadOnlySpan<byte> body)
    {
        var (index, line) = (0, 0);
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var text = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            line++;
            if (!text.ContainsAnyExcept(" \t\r"u8))
            {
                continue;
            }

            ThrowIfTooMany(index);
            Begin(index++, line);
            ReadLine(text);
            sink.Request.Received = index;
        }
    }

    private void ReadRoot(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                sink.Request.IsSingle = true;
                sink.Request.Received = 1;
                Begin(0, null);
                EventFieldReader.Read(ref reader, draft);
                ThrowIfMoreFollows(body[(int)reader.BytesConsumed..]);
                Finish(mayCreate: true);
                break;
            case JsonTokenType.StartArray:
                ReadArray(ref reader, body);
                ThrowIfMoreFollows(body[(int)reader.BytesConsumed..]);
                break;
            default:
                ThrowIfMoreFollows(body[(int)reader.BytesConsumed..]);
                throw new RequestRefusedException(400, "body_not_object_or_array", "the body is one event object or an array of them");
        }
    }

    private void ReadArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var (index, restIsValid) = (0, false);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ThrowIfTooMany(index);
            Begin(index++, null);
            ReadEvent(ref reader);
            if (!Finish(restIsValid))
            {
                // A body refused further on must not have created a model, so it is checked to its end first.
                CheckRest(reader, body, index);
                restIsValid = true;
                Finish(mayCreate: true);
            }

            sink.Request.Received = index;
        }
    }

    private void CheckRest(Utf8JsonReader rest, ReadOnlySpan<byte> body, int index)
    {
        var depth = rest.CurrentDepth;
        while (rest.Read() && rest.CurrentDepth >= depth)
        {
            JsonText.ThrowIfTooDeep(ref rest);
            if (rest.CurrentDepth == depth && rest.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                ThrowIfTooMany(index++);
            }
        }

        ThrowIfMoreFollows(body[(int)rest.BytesConsumed..]);
    }

    private void ReadLine(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            draft.Fail(EventProblem.Utf8Invalid, "");
        }
        else
        {
            ReadValidText(text);
        }

        Finish(mayCreate: true);
    }

    private void ReadValidText(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, Strict);
            reader.Read();
            ReadEvent(ref reader);
            if (text[(int)reader.BytesConsumed..].ContainsAnyExcept(" \t\r"u8))
            {
                draft.Fail(EventProblem.TrailingData, "");
            }
        }
        catch (JsonException)
        {
            draft.FailOver(EventProblem.JsonInvalid);
        }
        catch (RequestRefusedException)
        {
            draft.FailOver(EventProblem.JsonTooDeep);
        }
    }

    private void ReadEvent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            EventFieldReader.Read(ref reader, draft);
        }
        else
        {
            draft.Fail(EventProblem.NotObject, "");
            JsonText.Skip(ref reader);
        }
    }

    private void Begin(int index, int? line)
    {
        draft.Reset();
        sink.Index = index;
        sink.Line = line;
    }

    /// <summary>Admits or rejects the event just read; false when it must be tried again with leave to create names.</summary>
    private bool Finish(bool mayCreate)
    {
        if (draft.Problem is null)
        {
            CheckTime();
        }

        if (draft.Problem is null && !admission.TryAdmit(draft, sink, mayCreate && !dryRun))
        {
            return dryRun;
        }

        if (draft.Problem is { } problem)
        {
            sink.Reject(draft, problem, draft.ProblemPointer);
        }

        return true;
    }

    private void CheckTime()
    {
        if (!draft.Has(EventField.Timestamp))
        {
            return;
        }

        if (draft.EventTicks > _latestTicks)
        {
            draft.Fail(new EventProblem("timestamp_future", $"timestamp is more than {options.MaxAhead:g} ahead of the server's clock"), EventField.Timestamp);
        }
        else if (draft.EventTicks < _earliestTicks)
        {
            draft.Fail(new EventProblem("timestamp_outside_retention", $"timestamp is older than {retention:g} (days:hours), as long as events are kept"), EventField.Timestamp);
        }
    }

    private void ThrowIfTooMany(int index)
    {
        if (index >= options.MaxEventsPerRequest)
        {
            throw new RequestRefusedException(413, "too_many_events", $"a request has at most {options.MaxEventsPerRequest} events");
        }
    }

    private static void ThrowIfMoreFollows(ReadOnlySpan<byte> rest)
    {
        if (rest.ContainsAnyExcept(" \t\r\n"u8))
        {
            throw new RequestRefusedException(
                400, "json_trailing_data", "something follows the JSON value; several events go into an array, or one a line as application/x-ndjson");
        }
    }

    private static long Offset(ReadOnlySpan<byte> body, JsonException error)
    {
        long offset = error.BytePositionInLine ?? 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
        {
            var length = body.IndexOf((byte)'\n') + 1;
            offset += length;
            body = body[length..];
        }

        return offset;
    }
}
