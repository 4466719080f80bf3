using Dashboard.Components.Charts;
using Dashboard.Components.Pages;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Layout;

/// <summary>
/// Around every page about one model: the selection in the address, the bar, the live view and its charts, and what is said when
/// there is nothing to show. The panels inside are rendered with each tick; the bar only when something is chosen.
/// </summary>
public sealed partial class ModelFrame
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private ViewSelection _selection = null!;
    private Model? _model;
    private UnknownChoice? _unknown;
    private string? _problem;
    private WriterState _writer = WriterState.Ready;
    private (int Models, int Versions, int Segments) _choices;
    private TimeRange _preset = RangeChoice.Default;
    private ChartLink _charts = null!;
    private LiveView _view = null!;
    private TickTimer? _look;
    private bool _showsFilters;

    /// <summary>The name as the path has it.</summary>
    [Parameter, EditorRequired]
    public string Model { get; set; } = "";

    /// <summary>Which of the model's pages this is.</summary>
    [Parameter, EditorRequired]
    public PageEntry Page { get; set; } = null!;

    [Parameter, EditorRequired]
    public RenderFragment<FramedModel> ChildContent { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "v")]
    private string[]? VersionQuery { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromQuery { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? ToQuery { get; set; }

    [SupplyParameterFromQuery(Name = "segment")]
    private string? SegmentQuery { get; set; }

    [SupplyParameterFromQuery(Name = "lines")]
    private string? LinesQuery { get; set; }

    [SupplyParameterFromQuery(Name = "paused")]
    private string? PausedQuery { get; set; }

    [Inject]
    private ModelCatalog Catalog { get; set; } = null!;

    [Inject]
    private SnapshotFeed Feed { get; set; } = null!;

    [Inject]
    private IServerStatus Server { get; set; } = null!;

    [Inject]
    private CircuitConnection Connection { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private PageTick Tick { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>What the pill says; the silence counts only while it is what is said.</summary>
    private (LiveState State, TimeSpan Silence, long Missed) Pill
    {
        get
        {
            var state = LiveStates.Of(_view.Frame?.Snapshot, _view.IsPaused);
            var silence = state == LiveState.Stale ? LiveStates.Silence(_view.Frame!.Snapshot) : TimeSpan.Zero;
            return (state, silence, _view.MissedUpdates);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _look?.Dispose();
        _view.Dispose();
        await _charts.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        _charts = new ChartLink(Js, Connection, Time);
        _charts.Zoomed += Zoom;
        _view = new LiveView(Feed, Connection, _charts);
        _view.Changed += Tick.Come;
    }

    protected override void OnParametersSet()
    {
        _selection = ViewSelection.Parse(VersionQuery, FromQuery, ToQuery, SegmentQuery, LinesQuery, PausedQuery);
        _preset = _selection.Range.IsRelative ? _selection.Range : _preset;
        _ = _view.PauseAsync(_selection.IsPaused);
        Look();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _look = new TickTimer(Tick, Time, LookInterval, InvokeAsync, LookAgain);
        }
    }

    /// <summary>
    /// Once a second: has a model, a version or a segment come, is the server busy with itself? The figures of a followed view need no
    /// timer; its frames come by themselves.
    /// </summary>
    private void LookAgain()
    {
        var before = (_model, _writer, _choices, _problem);
        Look();
        if (before != (_model, _writer, _choices, _problem))
        {
            StateHasChanged();
        }
    }

    private void Look()
    {
        _writer = Server.Current.Writer;
        var models = Catalog.Models;
        _model = models.FirstOrDefault(m => m.Name == Model) ?? models.FirstOrDefault(m => ModelAddress.Matches(m.Name, Model));
        _charts.Subject = _model is null ? null : new ChartSubject(_model.Name, _selection);
        _choices = (models.Count, _model?.Versions.Count ?? 0, _model?.Segments.Count ?? 0);
        _unknown = _model is not null ? UnknownChoice.Find(_model, _selection, LinkTo)
            : models.Count > 0 ? new UnknownChoice(Model, null, [.. models.Select(m => (m.Name, LinkTo(m.Name)))])
            : null;
        Watch(_model is null || _unknown is not null
            ? null
            : new SnapshotKey(_model.Name, _selection.Version, _selection.Range) { Segment = _selection.Segment });
    }

    private void Watch(SnapshotKey? key)
    {
        if (key == _view.Key && _problem is null)
        {
            return;
        }

        _problem = null;
        try
        {
            if (key is null)
            {
                _view.Leave();
            }
            else if (RendererInfo.IsInteractive)
            {
                _view.Follow(key);
            }
            else
            {
                _view.Show(key);
            }
        }
        catch (TooManyViewsException full)
        {
            _problem = full.Message;
        }
    }

    /// <summary>Another model has other versions, segments and dimensions.</summary>
    private string LinkTo(string model) => ModelAddress.Of(model, Page.Path, ModelAddress.QueryOf(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(RowChoice.Nothing)
        {
            ["v"] = null, ["segment"] = null, ["a"] = null, ["b"] = null, ["shadow"] = null, ["by"] = null, ["positive"] = null, ["threshold"] = null,
        })));

    private string LinkTo(ViewSelection selection) => Navigation.GetUriWithQueryParameters(selection.ToQuery());

    private void PickModel(string model) => Go(LinkTo(model), replaces: true);

    /// <summary>The menu stays open for another one, and with it what it hangs from.</summary>
    private void PickVersions(VersionChoice versions) =>
        Navigation.NavigateTo(LinkTo(_selection with { Versions = versions }), new NavigationOptions { ReplaceHistoryEntry = true });

    private void PickSegment(SegmentKey? segment) => Go(_selection with { Segment = segment });

    private void TogglePause() => Go(_selection with { IsPaused = !_selection.IsPaused });

    private void PickRange(TimeRange range) => Go(_selection with { Range = range });

    /// <summary>A chart was dragged over, or clicked twice: then the range shown before comes back. The way back undoes either.</summary>
    private void Zoom(TimeRange? range) => Go(LinkTo(_selection with { Range = range ?? _preset }), replaces: false);

    private void Go(ViewSelection selection) => Go(LinkTo(selection), replaces: true);

    private void Go(string address, bool replaces)
    {
        _showsFilters = false;
        Navigation.NavigateTo(address, new NavigationOptions { ReplaceHistoryEntry = replaces });
    }
}
