using Dashboard.Components.Charts;
using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Keeps any chart of the family as a file in the viewer's browser. Not rendered with each tick.</summary>
public sealed partial class SaveMenu
{
    private const string MapName = "map";

    private (string, LiveChart?, KeptTable?, bool)? _shown;
    private bool _hasFailed;

    /// <summary>Of the chart's panel; part of the files' names.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Beside the title.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>Null where there is a <see cref="Table"/> alone.</summary>
    [Parameter]
    public LiveChart? Chart { get; set; }

    [Parameter]
    public KeptTable? Table { get; set; }

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    [Inject]
    private IFigureTableWriter Tables { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override bool ShouldRender()
    {
        var before = _shown;
        _shown = (Title, Chart, Table, _hasFailed);
        return _shown != before;
    }

    private async Task SaveAsync(Func<Task<bool>> save)
    {
        _hasFailed = false;
        _hasFailed = !await save();
    }

    private ChartLink Link => Chart?.Link ?? Table!.Link;

    private FigureTable? Points() => Chart is null ? Table!.Points() : Chart.ToTable();

    private Task<bool> SavePictureAsync(LiveChart chart)
    {
        var now = Time.GetUtcNow();
        var about = Link.Subject?.Words(Clock, chart.Versions);
        var caption = new ChartCaption(Title, Note, $"{(about is null ? "" : $"{about} · ")}made {Clock.Instant(now)}", chart.Label());
        return Link.SavePictureAsync(chart.Role, caption, FileName(null, now, "png"));
    }

    /// <summary>Bounded by the points of a chart: made as a whole, then streamed.</summary>
    private async Task<bool> SaveDataAsync(FigureTable? table, string? part)
    {
        if (table is null)
        {
            return false;
        }

        using var content = new MemoryStream();
        await Tables.WriteAsync(table, content, CancellationToken.None);
        content.Position = 0;
        return await Link.SaveFileAsync(FileName(part, Time.GetUtcNow(), Tables.Extension), content);
    }

    private string FileName(string? part, DateTimeOffset now, string extension) => ExportFile.Name([Link.Subject?.Model, Title, part], now, extension);
}
