using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Whether the promised availability is kept.</summary>
public sealed partial class ServiceLevelPanel
{
    private Quantity _availability;
    private string _basis = "";
    private (string Name, string Word) _verdict;

    [Parameter, EditorRequired]
    public ServiceLevel Level { get; set; } = null!;

    [Parameter, EditorRequired]
    public TrafficCounts Counts { get; set; }

    /// <summary>Another promise was chosen.</summary>
    [Parameter]
    public EventCallback<double> OnPick { get; set; }

    protected override void OnParametersSet()
    {
        _availability = NumberText.Percent(Level.Availability.Value);
        _basis = Level.Availability.Interval is { } interval
            ? $"{NumberText.PercentRange(interval)}, n {NumberText.Count(Counts.Predictions)}, {NumberText.Count(Counts.Failed)} failed"
            : Level.Availability.Undefined ?? "";
        var promise = AvailabilityTarget.Words(Level.Target);
        _verdict = Level.Verdict switch
        {
            TargetVerdict.Met => ("met", $"✓ Keeps the promised {promise}."),
            TargetVerdict.Missed => ("missed", $"▼ Below the promised {promise}."),
            _ when Level.Availability.Value is null => ("undecided", "Nothing to judge in this range."),
            _ => ("undecided", $"Cannot be told yet: {promise} lies within the interval."),
        };
    }

    private static string StateOf(BurnCheck check) => (check.Fires, check.Rule.Urgency) switch
    {
        (true, BurnUrgency.Page) => "▲ act now",
        (true, _) => "▲ look into it",
        _ => "quiet",
    };

    private static string Times(double? rate) => rate is null ? "–" : $"{NumberText.Value(rate)}×";

    private static string Factor(double factor) => $"{Css.Number(factor)}×";
}
