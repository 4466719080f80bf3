namespace Dashboard.Core.Ingestion;

/// <summary>A rule of the wire contract that an event broke. The codes are stable; docs/ingest.md lists them.</summary>
internal sealed record EventProblem(string Code, string Message)
{
    public static readonly EventProblem JsonInvalid = new("json_invalid", "the line is not valid JSON");
    public static readonly EventProblem JsonTooDeep = new("json_too_deep", $"at most {EventLimits.Depth} levels of nesting are allowed");
    public static readonly EventProblem TrailingData = new("json_trailing_data", "a line holds exactly one JSON object");
    public static readonly EventProblem Utf8Invalid = new("utf8_invalid", "text must be valid UTF-8 without lone surrogates");
    public static readonly EventProblem NotObject = new("event_not_object", "an event is a JSON object");
    public static readonly EventProblem DuplicateProperty = new("duplicate_property", "a name may appear only once in an object");
    public static readonly EventProblem UnknownProperty = new("unknown_property", "no such field in this type of event (names are case-sensitive; 'metadata' and names starting with 'x-' are ignored)");
    public static readonly EventProblem Required = new("required", "the field is required and may not be null");
    public static readonly EventProblem TypeUnknown = new("type_unknown", "type is 'prediction', 'ground_truth' or 'retraction'");
    public static readonly EventProblem RetractedValue = new("unknown_property", "a retraction takes back whatever ground truth is in force and names none; to replace it by another, send a ground_truth event");
    public static readonly EventProblem StatusUnknown = new("status_unknown", "status is 'ok' or 'error'");
    public static readonly EventProblem ErrorUnexpected = new("error_unexpected", "error text goes with \"status\":\"error\" only");
    public static readonly EventProblem TypeString = new("type_string", "the value must be a string");
    public static readonly EventProblem TypeNumber = new("type_number", "the value must be a JSON number, not text");
    public static readonly EventProblem TypeObject = new("type_object", "the value must be a JSON object");
    public static readonly EventProblem TypeOutcome = new("type_outcome", "the value must be a string, a boolean or a number");
    public static readonly EventProblem TypeFeature = new("type_feature", "a feature is a string, a number or a boolean");
    public static readonly EventProblem IdLength = new("id_length", $"an id has 1 to {EventLimits.IdCharacters} characters");
    public static readonly EventProblem NameLength = new("name_length", $"names, labels and segment values have 1 to {EventLimits.NameCharacters} characters");
    public static readonly EventProblem NameCharset = new("name_charset", "model and version names start with a letter or digit and continue with letters, digits, space and . _ : / @ + -");
    public static readonly EventProblem ControlCharacter = new("control_character", "control, invisible and direction-changing characters are not allowed here");
    public static readonly EventProblem TextTooLarge = new("metadata_too_large", $"a feature's text has at most {EventLimits.FeatureTextBytes} bytes, an error {EventLimits.ErrorBytes}");
    public static readonly EventProblem SegmentsTooLarge = new("metadata_too_large", $"all segments together have at most {EventLimits.SegmentBytes} bytes of text");
    public static readonly EventProblem FeaturesTooLarge = new("metadata_too_large", $"all features together have at most {EventLimits.FeatureBytes} bytes of text");
    public static readonly EventProblem ScoresTooLarge = new("metadata_too_large", $"all classes of scores together have at most {EventLimits.ScoreBytes} bytes of text");
    public static readonly EventProblem TooManySegments = new("too_many_fields", $"at most {EventLimits.Segments} segments");
    public static readonly EventProblem TooManyFeatures = new("too_many_fields", $"at most {EventLimits.Features} features");
    public static readonly EventProblem TooManyScores = new("too_many_fields", $"at most {EventLimits.Scores} classes in scores");
    public static readonly EventProblem NumberTooLong = new("number_too_long", $"a number has at most {CanonicalNumber.MaxLength} characters");
    public static readonly EventProblem NumberNotFinite = new("number_not_finite", "the number is too large for a double");
    public static readonly EventProblem LatencyRange = new("number_range", "latency_ms is 0 to 86400000 (one day)");
    public static readonly EventProblem ProbabilityRange = new("probability_range", "each probability in scores is 0 to 1");
    public static readonly EventProblem ProbabilitySum = new("probability_sum", "the probabilities in scores may not add up to more than 1 (tolerance 0.001)");
    public static readonly EventProblem TimestampFormat = new("timestamp_format", "timestamp is RFC 3339 text such as 2026-11-23T09:30:00.123Z, with at most 9 fraction digits (not a number, not a date alone)");
    public static readonly EventProblem TimestampOffsetRequired = new("timestamp_offset_required", "timestamp needs an offset: Z or +hh:mm");
    public static readonly EventProblem TimestampInvalid = new("timestamp_invalid", "there is no such date, time or offset");
    public static readonly EventProblem KindMismatch = new("label_kind_mismatch", "the model's outcomes are of another kind (text, boolean or number), decided by its first event or by Models:<name>:Kind");
    public static readonly EventProblem ModelLimit = new("cardinality_limit", "no more models are taken; the limit protects the server's memory");
    public static readonly EventProblem VersionLimit = new("cardinality_limit", "no more versions of this model are taken; the limit protects the server's memory");
    public static readonly EventProblem FieldLimit = new("cardinality_limit", "no more distinct segment, feature and class names are taken; the limit protects the server's memory");
    public static readonly EventProblem NotTaken = new("strict_not_taken", "the event is valid, but another of this strict request is not");
}
