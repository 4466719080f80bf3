using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Core.Exchange;

/// <summary>How files that leave the product are called.</summary>
public static partial class ExportFile
{
    private const int LongestNamePart = 40;

    /// <summary>Made of a-z, 0-9 and - only, whatever the parts: nothing a client sent reaches a header or a path.</summary>
    /// <param name="parts">What the file is about; nulls are left out.</param>
    /// <param name="extension">Without its dot.</param>
    public static string Name(IEnumerable<string?> parts, DateTimeOffset now, string extension)
    {
        var safe = parts
            .OfType<string>()
            .Select(part => Unsafe().Replace(part.ToLowerInvariant(), "-").Trim('-'))
            .Where(part => part.Length > 0)
            .Select(part => part.Length <= LongestNamePart ? part : part[..LongestNamePart]);
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join('-', safe)}-{now.UtcDateTime:yyyyMMdd-HHmmss}.{extension}");
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unsafe();
}
