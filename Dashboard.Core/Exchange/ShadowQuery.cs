using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>
/// Two models that answer the same ids, to be paired over one window. An id belongs to one prediction of a model, so what runs in
/// the shadow is sent under a name of its own.
/// </summary>
/// <param name="FirstVersion">Null for all versions.</param>
/// <param name="From">Of prediction time, inclusive. Both predictions of a pair lie in the window.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Ahead">How far ahead of its receipt an event may be: where looking back in time ends.</param>
public sealed record ShadowQuery(
    Model First, string? FirstVersion, Model Second, string? SecondVersion, DateTimeOffset From, DateTimeOffset To, TimeSpan Ahead)
{
    /// <summary>The smallest difference that matters, above 0; null for a hundredth of accuracy, or a twentieth of the first one's mean |error|.</summary>
    public double? Delta { get; init; }

    /// <summary>Numbers cannot be compared with labels.</summary>
    public bool IsFit => First.IsRegression == Second.IsRegression;

    internal string FirstName => NameOf(First, FirstVersion);

    internal string SecondName => NameOf(Second, SecondVersion);

    private static string NameOf(Model model, string? version) => version is null ? model.Name : $"{model.Name} {version}";
}
