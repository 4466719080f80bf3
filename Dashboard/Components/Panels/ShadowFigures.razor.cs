using Dashboard.Core.Exchange;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The verdict on a model in the shadow, with what it rests on.</summary>
public sealed partial class ShadowFigures
{
    [Parameter, EditorRequired]
    public ShadowView View { get; set; } = null!;

    /// <summary>The page shows one segment; this does not.</summary>
    [Parameter]
    public bool IsSegment { get; set; }

    private static (string Name, long Count)[] Places(ShadowReading reading) =>
    [
        ("Compared", reading.Counts.Pairs),
        ("No ground truth yet", reading.Counts.Unlabelled),
        ("Ground truths differ", reading.Counts.Conflicting),
        ("A call failed", reading.Counts.Unanswered),
        ($"Only {reading.Compared.First}", reading.Counts.OnlyFirst),
        ($"Only {reading.Compared.Second}", reading.Counts.OnlySecond),
    ];
}
