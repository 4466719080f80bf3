using Dashboard.Core.Metrics;
using Dashboard.ViewState;

namespace Dashboard.Components.Charts;

/// <summary>What all charts of a page are about.</summary>
/// <param name="Selection">Null where they do not show live traffic.</param>
public sealed record ChartSubject(string Model, ViewSelection? Selection)
{
    /// <summary>"fraud-scorer · all versions · country:DE · Last 15 min".</summary>
    /// <param name="versions">In place of the selected one; null for that.</param>
    public string Words(TimeText clock, string? versions = null) => Selection is null ? Model : string.Join(" · ", ((string?[])
    [
        Model, versions ?? Selection.Version ?? "all versions", Selection.Segment?.ToString(), RangeChoice.Words(Selection.Range, clock),
    ]).OfType<string>());
}

/// <summary>What stands over a chart that is kept as a picture.</summary>
/// <param name="Note">Beside the title; null for none.</param>
/// <param name="About">Of what, and when it was made.</param>
/// <param name="Words">What it shows, with its n: the chart's own label.</param>
public sealed record ChartCaption(string Title, string? Note, string About, string Words);
