using System.Text;

namespace Dashboard.Core.Ingestion;

/// <summary>JSON pointers (RFC 6901) to members whose names the sender chose; at most 64 characters of such a name are repeated.</summary>
internal static class JsonPointer
{
    private const int EchoLength = 64;

    public static string To(string parent, ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name[..Math.Min(name.Length, EchoLength * 4)]);
        text = text.Length > EchoLength ? text[..EchoLength] : text;
        return $"{parent}/{text.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
    }
}
