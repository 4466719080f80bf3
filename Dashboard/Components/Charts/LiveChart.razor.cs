using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Charts;

/// <summary>A chart that <see cref="ChartLink"/> feeds. A change of <see cref="Figure"/> needs a new instance (<c>@key</c>).</summary>
public sealed partial class LiveChart : IAsyncDisposable
{
    private readonly string _id = $"chart-{Guid.NewGuid():N}";
    private ChartDefinition _definition = null!;
    private string? _drawnLines;
    private byte[] _sent = [];

    /// <summary>Which of the delta's parts it draws, <c>quality</c> or <c>latency</c>; with <see cref="Data"/>, any name of its own on the page.</summary>
    [Parameter, EditorRequired]
    public string Role { get; set; } = "";

    [Parameter, EditorRequired]
    public ChartFigure Figure { get; set; }

    /// <summary>What the chart shows now, in words.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    /// <summary>Names of further lines to show, which charts.js knows; null where there are none.</summary>
    [Parameter]
    public string? Lines { get; set; }

    /// <summary>Lines that were read apart from the ticks; null for a chart of the view.</summary>
    [Parameter]
    public LineFigures? Data { get; set; }

    /// <summary>Behind the lines, where they are drawn.</summary>
    [Parameter]
    public RenderFragment? Backdrop { get; set; }

    public ValueTask DisposeAsync() => Link.DetachAsync(Role, _id);

    protected override void OnInitialized() => (_definition, _drawnLines) = (ChartDefinition.Of(Figure), Lines);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Lines != _drawnLines)
        {
            _drawnLines = Lines;
            await Link.RedrawAsync();
        }

        if (Data?.ToJson() is { } json && !json.AsSpan().SequenceEqual(_sent) && await Link.ShowAsync(Role, json))
        {
            _sent = json;
        }
    }

    /// <summary>Plotly.Blazor takes no task here; a lost browser is not an error.</summary>
    private void Attach() => _ = Link.AttachAsync(Role, _id, ChartDefinition.ScaleOf(Figure));
}
