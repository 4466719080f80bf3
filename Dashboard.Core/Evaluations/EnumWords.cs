using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Evaluations;

/// <summary>Enums in JSON as small words with underscores.</summary>
internal sealed class EnumWords<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
