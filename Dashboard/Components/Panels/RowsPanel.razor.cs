using Dashboard.Components.Layout;
using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>
/// The page of stored rows a viewer chose. Read when the selection or the filter changes, never per tick; every few seconds it is
/// asked how many new ones there are.
/// </summary>
public sealed partial class RowsPanel
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _closed = new();
    private (SnapshotKey Key, RowFilter Filter, long? Before, int Look)? _asked;
    private RowPage? _page;
    private RowPage? _new;
    private string? _problem;
    private DateTimeOffset _now;
    private object? _shown;
    private bool _isLooking;
    private ITimer? _look;

    [Parameter, EditorRequired]
    public FramedModel Frame { get; set; } = null!;

    [Parameter, EditorRequired]
    public RowChoice Choice { get; set; } = null!;

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    [Inject]
    private StoredRows Rows { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<RowsPanel> Log { get; set; } = null!;

    private string CsvPath => Choice.ExportPath(Frame.Selection.ExportPath("events", Frame.Model.Name));

    private string Older => Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["before"] = _page?.Older, ["look"] = null, ["row"] = null });

    private string Newest => Navigation.GetUriWithQueryParameters(RowChoice.QueryOf(Choice.Filter));

    private string Further => Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["look"] = Math.Min(RowChoice.FurthestLook, Choice.Look * 2) });

    private string NothingTitle => Choice.Filter == RowFilter.None ? "No prediction in this time range" : "No row like that";

    public void Dispose()
    {
        _look?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override void OnParametersSet()
    {
        var asked = (Frame.Snapshot.Key, Choice.Filter, Choice.Before, Choice.Look);
        if (RendererInfo.IsInteractive && asked != _asked)
        {
            var isFurther = _asked is { } before && asked == before with { Look = Choice.Look };
            _asked = asked;
            _page = isFurther ? _page : null; // Rows of another filter would mislead; those found so far stay.
            _ = ReadAsync();
        }
    }

    /// <summary>Ticks change nothing here.</summary>
    protected override bool ShouldRender()
    {
        var before = _shown;
        _shown = (_asked, Choice, Frame.Selection, _page, _new, _problem, _now, Frame.Model.Labels.Count, Clock);
        return !_shown.Equals(before);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _look = Time.CreateTimer(_ => _ = InvokeAsync(LookForNewAsync), null, LookInterval, LookInterval);
        }
    }

    private void Reread() => _ = ReadAsync();

    private void ShowNewest()
    {
        if (Choice.Before is not null)
        {
            Navigation.NavigateTo(Newest);
        }

        _new = null;
        Reread();
    }

    private async Task ReadAsync()
    {
        if (Frame.Selection.Segment?.Value == Segment.Other)
        {
            return;
        }

        var asked = _asked;
        await TryAsync(async () =>
        {
            var page = await Rows.ReadAsync(Frame.Model, Frame.Snapshot.Key, Choice, _closed.Token);
            if (asked == _asked)
            {
                (_page, _new, _problem, _now) = (page, null, null, Time.GetUtcNow());
            }
        });
    }

    /// <summary>An empty page shows what comes at once; a page of rows only says so.</summary>
    private async Task LookForNewAsync()
    {
        _now = Time.GetUtcNow();
        if (_closed.IsCancellationRequested || _isLooking || _page is null || Frame.IsPaused)
        {
            return;
        }

        _isLooking = true;
        var (asked, page) = (_asked, _page);
        await TryAsync(async () =>
        {
            var news = await Rows.ReadNewAsync(Frame.Model, Frame.Snapshot.Key, Choice.Filter, page.Newest, _closed.Token);
            if (asked == _asked && page == _page)
            {
                _new = news;
            }
        });
        _isLooking = false;
        if (!_closed.IsCancellationRequested && page.Rows.Count == 0 && _new is { Rows.Count: > 0 })
        {
            await ReadAsync();
        }
    }

    private async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            return;
        }
        catch (StorageException failure)
        {
            _problem = failure.Message;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.LogError(e, "Rows of model {Model} could not be read", Frame.Model.Name);
            _problem = "The server's log says why.";
        }

        StateHasChanged();
    }

    private void Filter(RowFilter filter) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(RowChoice.QueryOf(filter)), new NavigationOptions { ReplaceHistoryEntry = true });

    private string LinkTo(long? row) => Navigation.GetUriWithQueryParameter("row", row);

    private static string NewWords(RowPage news) => news.IsFull ? $"More than {RowSearch.PageRows} new rows" : NumberText.Counted(news.Rows.Count, "new row");

    private string NothingDetail(RowPage page) =>
        page.Older is not null ? "Nothing so far. There are older events that have not been looked at."
        : Choice.Filter == RowFilter.None ? "Choose a longer range, another version or another segment."
        : "Nothing in this time range passes the filter. Clear it, or choose a longer range.";

    private string Words(RowPage page)
    {
        var rows = page.IsFull ? $"{RowSearch.PageRows} rows, there may be more." : $"{NumberText.Counted(page.Rows.Count, "row")}{(page.Older is null ? "" : " so far")}.";
        var looked = page.LookedBackTo is { } to ? $" Looked at {NumberText.Counted(page.Examined, "event")}, back to {Clock.Instant(to)}." : "";
        return rows + looked + (page.MissesLateTruths ? " Ground truth that came much later than these rows is not shown; the CSV has it." : "");
    }
}
