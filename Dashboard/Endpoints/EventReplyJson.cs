using System.Text.Json;
using Dashboard.Core.Ingestion;

namespace Dashboard.Endpoints;

/// <summary>The 202 answer of <c>POST /api/v1/events</c>.</summary>
internal static class EventReplyJson
{
    public static void Write(Utf8JsonWriter json, IngestReply reply)
    {
        json.WriteStartObject();
        json.WriteNumber("accepted"u8, reply.Accepted);
        json.WriteNumber("duplicates"u8, reply.Duplicates);
        json.WriteStartArray("rejected"u8);
        foreach (var issue in reply.Rejected)
        {
            WriteIssue(json, issue);
        }

        json.WriteEndArray();
        WriteAssignedIds(json, reply.AssignedIds);
        json.WriteEndObject();
    }

    public static void WriteIssue(Utf8JsonWriter json, EventIssue issue)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, issue.Index);
        json.WriteString("id"u8, issue.Id);
        json.WriteString("code"u8, issue.Code);
        json.WriteString("message"u8, issue.Message);
        json.WriteString("pointer"u8, issue.Pointer);
        if (issue.Line is { } line)
        {
            json.WriteNumber("line"u8, line);
        }

        json.WriteEndObject();
    }

    private static void WriteAssignedIds(Utf8JsonWriter json, IReadOnlyList<(int Index, string Id)> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        json.WriteStartArray("ids"u8);
        foreach (var (index, id) in ids)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, index);
            json.WriteString("id"u8, id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
