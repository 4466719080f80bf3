using System.IO.Compression;
using System.Text;

namespace Dashboard.Tests.Endpoints;

/// <summary>One row of the table of bad inputs: what is posted and what must come back.</summary>
/// <param name="Row">Number in the table, with a letter where one row has several inputs.</param>
/// <param name="Status">Of the answer to the body alone.</param>
/// <param name="Code">Problem code; null when accepted.</param>
/// <param name="IsEvent">The body is one event whose fault is its own: among good events it alone is rejected.</param>
internal sealed record BadInput(string Row, string What, byte[] Body, int Status, string? Code, bool IsEvent = false)
{
    public string? ContentType { get; init; } = "application/json";

    public string? Encoding { get; init; }

    public string Key => $"{Row} {What}";

    public override string ToString() => Key;
}

/// <summary>Rows 1 to 80 of the table (docs/decisions/0004 lists where we differ from it, and why).</summary>
internal static class BadInputTable
{
    /// <summary>Rows that are proved elsewhere or have no subject yet.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotHere = new Dictionary<string, string>
    {
        ["27"] = "HttpAbuseTests",
        ["31"] = "EventParserTests: items that are no objects",
        ["34"] = "EventParserTests: lines are events and keep their numbers",
        ["44"] = "EventEndpointTests",
        ["67"] = "EventOutcomeTests",
        ["45-48"] = "need the writer's memory: EventEndpointTests; across restarts: the writer's tests",
        ["52"] = "needs small limits: EventOutcomeTests",
        ["53"] = "segment values are not counted by ingest; breakdowns by segment come later and fold there",
        ["54"] = "EventOutcomeTests: a label beyond the limit is accepted and unlisted",
        ["78-80"] = "joining and corrections: the projection's tests; acceptance is below",
        ["81-87, 92"] = "HttpAbuseTests",
        ["84"] = "host check: the security room's tests",
        ["88"] = "no rate limiter in this issue; a full queue answers 429 with Retry-After (EventEndpointTests)",
        ["89-90"] = "no API keys in this issue",
        ["91"] = "no Idempotency-Key in this issue: the event id is the idempotency key",
        ["93-98"] = "query strings: QueryReaderTests",
        ["99"] = "CSV export's tests",
        ["100-104"] = "alert rules and receivers come with a later issue",
        ["105-107"] = "pages and hub: the live and component tests",
    };

    public static readonly IReadOnlyList<BadInput> Rows = [.. Framing(), .. Keys(), .. Identifiers(), .. Numbers(), .. Times()];

    private const string Good = """{"model":"ghost","id":"1","prediction":"a"}""";

    private static IEnumerable<BadInput> Framing() =>
    [
        Whole("1", "empty body", "", 400, "body_empty"),
        Whole("2", "whitespace only", " \r\n\t ", 400, "body_empty"),
        Whole("3", "null", "null", 400, "body_not_object_or_array"),
        Whole("4a", "string", "\"text\"", 400, "body_not_object_or_array"),
        Whole("4b", "number", "5", 400, "body_not_object_or_array"),
        Whole("4c", "true", "true", 400, "body_not_object_or_array"),
        Whole("5", "truncated", """{"model":"ghost","id":"1","predi""", 400, "json_invalid"),
        Whole("6a", "trailing garbage", Good + " x", 400, "json_trailing_data"),
        Whole("6b", "two objects", Good + Good, 400, "json_trailing_data"),
        Whole("7a", "trailing comma", """[{"model":"ghost","id":"1","prediction":"a"},]""", 400, "json_invalid"),
        Whole("7b", "comment", """{"model":"ghost",/*x*/"id":"1","prediction":"a"}""", 400, "json_invalid"),
        Whole("7c", "single quotes", "{'model':'ghost'}", 400, "json_invalid"),
        new("8", "byte order mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Taken)], 202, null),
        new("9", "UTF-16 without charset", Encoding.Unicode.GetBytes(Good), 400, "json_invalid"),
        new("10", "UTF-16 with charset", Encoding.Unicode.GetBytes(Good), 415, "charset_not_supported") { ContentType = "application/json; charset=utf-16" },
        new("11", "bogus charset", Encoding.UTF8.GetBytes(Good), 415, "charset_not_supported") { ContentType = "application/json; charset=bogus" },
        new("12a", "invalid UTF-8", [.. "{\"model\":\"gh"u8, 0xFF, .. "\"}"u8], 400, "utf8_invalid"),
        new("12b", "overlong UTF-8", [.. "{\"model\":\"gh"u8, 0xC0, 0xAF, .. "\"}"u8], 400, "utf8_invalid"),
        Event("13", "lone surrogate", """{"model":"ghost","id":"\ud800","prediction":"a"}""", 400, "utf8_invalid"),
        Event("14", "NUL in a string", """{"model":"ghost","id":"1","prediction":"a","features":{"f":"a\u0000b"}}""", 422, "control_character"),
        Whole("15a", "raw newline in a string", "{\"model\":\"gh\nost\"}", 400, "json_invalid"),
        Whole("15b", "raw NUL in a string", "{\"model\":\"gh\0ost\"}", 400, "json_invalid"),
        Event("16a", "direction override in a model", """{"model":"gh\u202Eost","id":"1","prediction":"a"}""", 422, "control_character"),
        Event("16b", "zero width in a version", """{"model":"ghost","version":"v\u200B1","id":"1","prediction":"a"}""", 422, "control_character"),
        Event("16c", "escape in a segment", """{"model":"ghost","id":"1","prediction":"a","segments":{"a":"\u001b[31m"}}""", 422, "control_character"),
        Event("16d", "escape in a label", """{"model":"ghost","id":"1","prediction":"\u001b[31m"}""", 422, "control_character"),
        Accepted("16e", "escape in a feature value", """{"model":"known","id":"16e","prediction":"a","features":{"agent":"\u001b[31m\u202E"}}"""),
        Whole("17a", "text/plain", Good, 415, "media_type") with { ContentType = "text/plain" },
        Whole("17b", "no content type", Good, 415, "media_type") with { ContentType = null },
        Whole("17c", "form", Good, 415, "media_type") with { ContentType = "application/x-www-form-urlencoded" },
        Whole("17d", "slashes", Good, 415, "media_type") with { ContentType = "///" },
        Whole("18", "vendor +json", Good, 415, "media_type") with { ContentType = "application/vnd.x+json" },
        new("19a", "gzip", Gzip(Encoding.UTF8.GetBytes(Taken)), 202, null) { Encoding = "gzip" },
        new("19b", "brotli", Brotli(Encoding.UTF8.GetBytes(Taken)), 202, null) { Encoding = "br" },
        Whole("20", "gzip declared, plain body", Good, 400, "decompression_failed") with { Encoding = "gzip" },
        new("21a", "truncated gzip", Gzip(Encoding.UTF8.GetBytes(Good))[..^12], 400, "decompression_failed") { Encoding = "gzip" },
        new("21b", "corrupt gzip", Corrupted(Gzip(Encoding.UTF8.GetBytes(Good))), 400, "decompression_failed") { Encoding = "gzip" },
        new("22a", "brotli garbage", [.. Enumerable.Repeat((byte)0xA5, 64)], 400, "decompression_failed") { Encoding = "br" },
        new("22b", "truncated brotli", Brotli(Encoding.UTF8.GetBytes(Good))[..^6], 400, "decompression_failed") { Encoding = "br" },
        Whole("23a", "zstd", Good, 415, "encoding_not_supported") with { Encoding = "zstd" },
        Whole("23b", "unknown encoding", Good, 415, "encoding_not_supported") with { Encoding = "rot13" },
        Whole("24", "gzip twice", Good, 415, "encoding_not_supported") with { Encoding = "gzip, gzip" },
        new("25", "gzip bomb, 50 MB from 50 kB", Gzip(new byte[50_000_000]), 413, "body_too_large") { Encoding = "gzip" },
        new("26", "Content-Length over the limit", new byte[(4 * 1024 * 1024) + 1], 413, "body_too_large"),
        Whole("28a", "nested 9 deep", """{"model":"ghost","id":"1","prediction":"a","metadata":[[[[[[[[1]]]]]]]]}""", 400, "json_too_deep"),
        Whole("28b", "100,000 brackets", new string('[', 100_000), 400, "json_too_deep"),
        Event("29", "1 MB of digits", $$"""{"model":"ghost","id":"1","prediction":"a","score":{{new string('9', 1_000_000)}}}""", 400, "number_too_long"),
        Whole("30", "100,000 nulls", "[" + string.Join(',', Enumerable.Repeat("null", 100_000)) + "]", 413, "too_many_events"),
        Accepted("32", "empty array", "[]"),
        Accepted("33", "NDJSON with blank lines, CRLF and no last LF", Taken + "\r\n\r\n  \n" + Taken) with { ContentType = "application/x-ndjson; charset=utf-8" },
    ];

    private static IEnumerable<BadInput> Keys() =>
    [
        Event("35a", "duplicate property", """{"model":"ghost","model":"ghost","id":"1","prediction":"a"}""", 400, "duplicate_property"),
        Event("35b", "duplicate property, null first", """{"model":null,"model":"ghost","id":"1","prediction":"a"}""", 400, "duplicate_property"),
        Event("35c", "duplicate property, escaped", """{"model":"ghost","\u006dodel":"ghost","id":"1","prediction":"a"}""", 400, "duplicate_property"),
        Event("35d", "duplicate segment", """{"model":"ghost","id":"1","prediction":"a","segments":{"a":"b","a":"b"}}""", 400, "duplicate_property"),
        Event("36", "unknown property", """{"model":"ghost","id":"1","prediction":"a","colour":"red"}""", 422, "unknown_property"),
        Accepted("36b", "x- names and metadata", """{"model":"known","id":"36","prediction":"a","x-colour":"red","metadata":{"a":[1,{}]},"metadata":1}"""),
        Event("37", "wrong case", """{"MODEL":"ghost","id":"1","prediction":"a"}""", 422, "unknown_property"),
        .. new[] { "__proto__", "constructor", "_type", "$oid", "_id" }.Select(name =>
            Event("38", name, $$"""{"model":"ghost","id":"1","prediction":"a","{{name}}":1}""", 422, "unknown_property")),
        Accepted("38b", "such names as features", """{"model":"known","id":"38","prediction":"a","features":{"__proto__":1,"$oid":"x","_id":true}}"""),
        Event("39a", "missing model", """{"id":"1","prediction":"a"}""", 422, "required"),
        Event("39b", "missing prediction", """{"model":"ghost","id":"1"}""", 422, "required"),
        Event("39c", "ground truth without id", """{"type":"ground_truth","model":"ghost","ground_truth":"a"}""", 422, "required"),
        Event("39d", "ground truth without ground_truth", """{"type":"ground_truth","model":"ghost","id":"1"}""", 422, "required"),
        Accepted("39e", "missing id and timestamp", """{"model":"known","prediction":"a"}"""),
        Event("40", "model null", """{"model":null,"id":"1","prediction":"a"}""", 422, "required"),
        Event("40b", "prediction null", """{"model":"ghost","id":"1","prediction":null}""", 422, "required"),
        Event("40c", "unknown type", """{"type":"Prediction","model":"ghost","id":"1","prediction":"a"}""", 422, "type_unknown"),
        Event("40d", "unknown status", """{"status":"failed","model":"ghost","id":"1","prediction":"a"}""", 422, "status_unknown"),
        Event("40e", "error text of a success", """{"error":"x","model":"ghost","id":"1","prediction":"a"}""", 422, "error_unexpected"),
        Event("40f", "prediction fields on a ground truth", """{"type":"ground_truth","model":"ghost","id":"1","ground_truth":"a","latency_ms":1}""", 422, "unknown_property"),
        Event("40g", "ground truth on a retraction", """{"type":"retraction","model":"ghost","id":"1","ground_truth":"a"}""", 422, "unknown_property"),
        Event("39g", "retraction without id", """{"type":"retraction","model":"ghost"}""", 422, "required"),
        Event("39h", "prediction fields on a retraction", """{"type":"retraction","model":"ghost","id":"1","version":"2"}""", 422, "unknown_property"),
    ];

    private static IEnumerable<BadInput> Identifiers() =>
    [
        Event("41", "id a number", """{"model":"ghost","id":1,"prediction":"a"}""", 422, "type_string"),
        Event("42a", "id empty", """{"model":"ghost","id":"","prediction":"a"}""", 422, "id_length"),
        Event("42b", "id of 129 characters", $$"""{"model":"ghost","id":"{{new string('x', 129)}}","prediction":"a"}""", 422, "id_length"),
        Event("42c", "id over 512 bytes", $$"""{"model":"ghost","id":"{{new string('é', 300)}}","prediction":"a"}""", 422, "id_length"),
        Accepted("42d", "id of 128 four-byte characters", $$"""{"model":"known","id":"{{string.Concat(Enumerable.Repeat("😀", 128))}}","prediction":"a"}"""),
        Accepted("43", "id with spaces, slashes, dots and quotes", """{"model":"known","id":"../a b\\c\"'","prediction":"a"}"""),
        Event("49", "model of 900 kB", $$"""{"model":"{{new string('g', 900_000)}}","id":"1","prediction":"a"}""", 422, "name_length"),
        Event("50", "markup as model", """{"model":"<img src=x onerror=alert(1)>","id":"1","prediction":"a"}""", 422, "name_charset"),
        Event("51a", "model ..", """{"model":"..","id":"1","prediction":"a"}""", 422, "name_charset"),
        Event("51b", "leading space", """{"model":" ghost","id":"1","prediction":"a"}""", 422, "name_charset"),
        Accepted("51c", "con and a/b", """[{"model":"con","id":"1","prediction":"a"},{"model":"a/b","id":"1","prediction":"a"}]"""),
        Event("55a", "33 segments", $$"""{"model":"ghost","id":"1","prediction":"a","segments":{{Map(33, "\"v\"")}}}""", 422, "too_many_fields"),
        Event("55b", "257 features", $$"""{"model":"ghost","id":"1","prediction":"a","features":{{Map(257, "1")}}}""", 422, "too_many_fields"),
        Event("55c", "5 kB feature", $$$"""{"model":"ghost","id":"1","prediction":"a","features":{"f":"{{{new string('x', 5_000)}}}"}}""", 422, "metadata_too_large"),
        Event("55d", "features of 40 kB", $$"""{"model":"ghost","id":"1","prediction":"a","features":{{Map(40, $"\"{new string('x', 1_000)}\"")}}}""", 422, "metadata_too_large"),
        Event("55e", "segment value of 101 characters", $$$"""{"model":"ghost","id":"1","prediction":"a","segments":{"s":"{{{new string('x', 101)}}}"}}""", 422, "name_length"),
        Event("55f", "feature of a list", """{"model":"ghost","id":"1","prediction":"a","features":{"f":[1]}}""", 422, "type_feature"),
        Event("55g", "segment of a number", """{"model":"ghost","id":"1","prediction":"a","segments":{"f":1}}""", 422, "type_string"),
        Event("55h", "segments of a list", """{"model":"ghost","id":"1","prediction":"a","segments":["f"]}""", 422, "type_object"),
        Event("56a", "boolean in a text model", """{"model":"known","id":"1","prediction":true}""", 422, "label_kind_mismatch"),
        Event("56b", "truth of another kind than its prediction", """{"model":"ghost","id":"1","prediction":"a","ground_truth":true}""", 422, "label_kind_mismatch"),
    ];

    private static IEnumerable<BadInput> Numbers() =>
    [
        Whole("57a", "NaN literal", """{"model":"ghost","id":"1","prediction":"a","score":NaN}""", 400, "json_invalid"),
        Whole("57b", "Infinity literal", """{"model":"ghost","id":"1","prediction":Infinity}""", 400, "json_invalid"),
        Event("58", "NaN as text", """{"model":"ghost","id":"1","prediction":"a","score":"NaN"}""", 422, "type_number"),
        Event("59", "1.5 as text", """{"model":"ghost","id":"1","prediction":"a","latency_ms":"1.5"}""", 422, "type_number"),
        Event("60a", "1e400", """{"model":"ghost","id":"1","prediction":1e400}""", 422, "number_not_finite"),
        Event("60b", "-1e400", """{"model":"ghost","id":"1","prediction":"a","score":-1e400}""", 422, "number_not_finite"),
        Accepted("61", "1e-400", """{"model":"known","id":"61","prediction":"a","score":1e-400}"""),
        Accepted("62", "-0.0", """{"model":"known","id":"62","prediction":"a","score":-0.0,"latency_ms":-0.0}"""),
        Event("63", "latency -5", """{"model":"ghost","id":"1","prediction":"a","latency_ms":-5}""", 422, "number_range"),
        Event("64", "latency 1e12", """{"model":"ghost","id":"1","prediction":"a","latency_ms":1e12}""", 422, "number_range"),
        Event("65a", "probability 1.0000001", """{"model":"ghost","id":"1","prediction":"a","scores":{"a":1.0000001}}""", 422, "probability_range"),
        Event("65b", "probability -0.1", """{"model":"ghost","id":"1","prediction":"a","scores":{"a":-0.1}}""", 422, "probability_range"),
        Accepted("65c", "a margin as score", """{"model":"known","id":"65","prediction":"a","score":-3.7}"""),
        Event("66", "probabilities add up to 1.3", """{"model":"ghost","id":"1","prediction":"a","scores":{"a":0.7,"b":0.6}}""", 422, "probability_sum"),
        Accepted("66b", "the best two of many classes", """{"model":"known","id":"66","prediction":"a","scores":{"a":0.5,"b":0.2}}"""),
        Whole("68a", "0x10", """{"model":"ghost","id":"1","prediction":0x10}""", 400, "json_invalid"),
        Whole("68b", "01", """{"model":"ghost","id":"1","prediction":01}""", 400, "json_invalid"),
        Whole("68c", "+1", """{"model":"ghost","id":"1","prediction":+1}""", 400, "json_invalid"),
        Event("68d", "true as number", """{"model":"ghost","id":"1","prediction":"a","score":true}""", 422, "type_number"),
    ];

    private static IEnumerable<BadInput> Times() =>
    [
        Time("69", "no offset", "2026-11-23T12:00:00", "timestamp_offset_required"),
        Time("70", "date only", "2026-11-23", "timestamp_format"),
        Time("71", "space for T", "2026-11-23 12:00:00Z", "timestamp_format"),
        Event("72", "epoch number", """{"model":"ghost","id":"1","prediction":"a","timestamp":1790000000}""", 422, "timestamp_format"),
        Time("73a", "leap second", "2026-06-30T23:59:60Z", "timestamp_invalid"),
        Time("73b", "30 February", "2026-02-30T12:00:00Z", "timestamp_invalid"),
        Time("73c", "offset +99", "2026-11-23T12:00:00+99:00", "timestamp_invalid"),
        Time("74a", "year 9999", "9999-12-31T23:59:59Z", "timestamp_future"),
        Time("74b", "now + 60 min", FromNow(60), "timestamp_future"),
        Accepted("75", "now + 9 min", $$"""{"model":"known","id":"75","prediction":"a","timestamp":"{{FromNow(9)}}"}"""),
        Time("76a", "1970", "1970-01-01T00:00:00Z", "timestamp_outside_retention"),
        Time("76b", "year 1", "0001-01-01T00:00:00Z", "timestamp_outside_retention"),
        Accepted("77a", "9 fraction digits", $$"""{"model":"known","id":"77","prediction":"a","timestamp":"{{FromNow(-5)[..19]}}.123456789Z"}"""),
        Time("77b", "20 fraction digits", "2026-11-23T12:00:00.12345678901234567890Z", "timestamp_format"),
        Accepted("79", "label before its prediction", """{"type":"ground_truth","model":"known","id":"79","ground_truth":"a"}"""),
        Accepted("80", "second label", """[{"type":"ground_truth","model":"known","id":"79","ground_truth":"a"},{"type":"ground_truth","model":"known","id":"79","ground_truth":"b"}]"""),
    ];

    private const string Taken = """{"model":"known","id":"1","prediction":"a"}""";

    private static BadInput Whole(string row, string what, string body, int status, string code) =>
        new(row, what, Encoding.UTF8.GetBytes(body), status, code);

    private static BadInput Event(string row, string what, string body, int status, string code) =>
        new(row, what, Encoding.UTF8.GetBytes(body), status, code, IsEvent: true);

    private static BadInput Accepted(string row, string what, string body) => new(row, what, Encoding.UTF8.GetBytes(body), 202, null);

    private static BadInput Time(string row, string what, string timestamp, string code) =>
        Event(row, what, $$"""{"model":"ghost","id":"1","prediction":"a","timestamp":"{{timestamp}}"}""", 422, code);

    private static string FromNow(int minutes) =>
        DateTime.UtcNow.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Map(int count, string value) => "{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"k{i}\":{value}")) + "}";

    private static byte[] Gzip(byte[] content) => Pack(content, target => new GZipStream(target, CompressionLevel.Fastest));

    private static byte[] Brotli(byte[] content) => Pack(content, target => new BrotliStream(target, CompressionLevel.Fastest));

    private static byte[] Pack(byte[] content, Func<Stream, Stream> packer)
    {
        using var target = new MemoryStream();
        using (var stream = packer(target))
        {
            stream.Write(content);
        }

        return target.ToArray();
    }

    private static byte[] Corrupted(byte[] content)
    {
        content[^6] ^= 0xFF; // In the CRC.
        return content;
    }
}
