namespace Dashboard.Components.Panels;

/// <summary>From which share on a resource counts as scarce.</summary>
internal static class Levels
{
    public const double Warning = 0.8;
    public const double Critical = 0.95;

    /// <summary>As the style sheets name it.</summary>
    public static string NameOf(double share) => share switch
    {
        >= Critical => "critical",
        >= Warning => "warning",
        _ => "normal",
    };

    /// <summary>For people: colour alone would not tell everybody. Null when there is nothing to say.</summary>
    public static string? WordOf(double share) => share switch
    {
        >= Critical => "critical",
        >= Warning => "high",
        _ => null,
    };
}
