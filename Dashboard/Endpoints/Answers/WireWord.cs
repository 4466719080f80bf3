using System.Text.Json;

namespace Dashboard.Endpoints.Answers;

/// <summary>Members of enumerations as words on the wire: small letters with underscores.</summary>
internal static class WireWord
{
    public static string Of<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());
}
