using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Charts;

/// <summary>The trend of a share in the foot of a tile.</summary>
public sealed partial class Sparkline
{
    private SparkPath _path = SparkPath.Empty;

    /// <summary>Evenly spaced over the range; null where nothing is known, which the line leaves open.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<double?> Shares { get; set; } = [];

    /// <summary>As the style sheets name it.</summary>
    [Parameter]
    public string? Level { get; set; }

    protected override void OnParametersSet() => _path = SparkPath.Of(Shares);
}
