using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The quality so far beside what it will be: corrected for labels on their way, and estimated without labels.</summary>
public sealed partial class LateLabelsPanel
{
    private LateLabelWords _words = null!;

    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!;

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    protected override void OnParametersSet() => _words = Written.Of(Snapshot, Clock, LateLabelWords.Of);
}
