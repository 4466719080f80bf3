namespace Dashboard.Core.SystemMetrics.Linux;

internal static class TextFile
{
    /// <summary>The text of a small file; null when it is not there or may not be read.</summary>
    public static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
