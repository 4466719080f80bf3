using Dashboard.Components.Charts;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Dashboard.Demo;
using Dashboard.Live;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Pages;

/// <summary>The one page: what one model does, in one time range, live.</summary>
public sealed partial class Overview
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private ViewSelection _selection = null!;
    private Model? _model;
    private (string Model, string? Missing, IReadOnlyList<(string Name, string Link)> Choices)? _unknown;
    private WriterState _writer = WriterState.Ready;
    private (int Models, int Versions, int Segments) _choices;
    private ChartLink _charts = null!;
    private LiveView _view = null!;
    private ITimer? _look;
    private bool _showsFilters;

    [SupplyParameterFromQuery(Name = "model")]
    private string? ModelQuery { get; set; }

    [SupplyParameterFromQuery(Name = "v")]
    private string? VersionQuery { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromQuery { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? ToQuery { get; set; }

    [SupplyParameterFromQuery(Name = "segment")]
    private string? SegmentQuery { get; set; }

    [SupplyParameterFromQuery(Name = "lines")]
    private string? LinesQuery { get; set; }

    [Inject]
    private ModelCatalog Catalog { get; set; } = null!;

    [Inject]
    private SnapshotFeed Feed { get; set; } = null!;

    [Inject]
    private DemoControl Demo { get; set; } = null!;

    [Inject]
    private SystemFeed System { get; set; } = null!;

    [Inject]
    private IServerStatus Server { get; set; } = null!;

    [Inject]
    private CircuitConnection Connection { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private SystemSample? SystemNow => System.Latest;

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
        _view = new LiveView(Feed, Connection, _charts);
    }

    protected override void OnParametersSet()
    {
        _selection = ViewSelection.Parse(ModelQuery, VersionQuery, FromQuery, ToQuery, SegmentQuery, LinesQuery);
        Look();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _look = Time.CreateTimer(_ => _ = InvokeAsync(LookAgain), null, LookInterval, LookInterval);
        }
    }

    /// <summary>
    /// Once a second: has a model, a version or a segment come, is the server busy with itself? The figures of a followed view need no
    /// timer; its frames come by themselves.
    /// </summary>
    private void LookAgain()
    {
        var before = (_model, _writer, _choices);
        Look();
        if (before != (_model, _writer, _choices))
        {
            StateHasChanged();
        }
    }

    private void Look()
    {
        _writer = Server.Current.Writer;
        var models = Catalog.Models;
        _model = _selection.Model is { } name
            ? models.FirstOrDefault(m => m.Name == name)
            : models.FirstOrDefault(m => !m.IsDemo) ?? (models.Count > 0 ? models[0] : null);
        _choices = (models.Count, _model?.Versions.Count ?? 0, _model?.Segments.Count ?? 0);
        _unknown = FindUnknown(models);
        var key = _model is null || _unknown is not null
            ? null
            : new SnapshotKey(_model.Name, _selection.Version, _selection.Range) { Segment = _selection.Segment };
        if (key == _view.Key)
        {
            return;
        }

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

    private (string Model, string? Missing, IReadOnlyList<(string Name, string Link)> Choices)? FindUnknown(IReadOnlyList<Model> models)
    {
        if (models.Count > 0 && _model is null && _selection.Model is { } name)
        {
            return (name, null, [.. models.Select(m => (m.Name, LinkTo(OfModel(m.Name))))]);
        }

        if (_model is not null && _selection.Version is { } version && ModelCatalog.FindVersion(_model, version) is null)
        {
            return (_model.Name, $"version “{version}”",
                [("All versions", LinkTo(_selection with { Version = null })),
                 .. _model.Versions.Select(v => (v.Name, LinkTo(_selection with { Version = v.Name })))]);
        }

        if (_model is not null && _selection.Segment is { } segment && _model.Segments.Find(segment.Dimension, segment.Value) is null)
        {
            return (_model.Name, $"segment “{segment}”", [("All segments", LinkTo(_selection with { Segment = null }))]);
        }

        return null;
    }

    /// <summary>Another model has other versions and segments.</summary>
    private ViewSelection OfModel(string model) => _selection with { Model = model, Version = null, Segment = null };

    private void PickModel(string model) => Go(OfModel(model));

    private void PickVersion(string? version) => Go(_selection with { Version = version });

    private void PickSegment(SegmentKey? segment) => Go(_selection with { Segment = segment });

    private void PickLines(ChartLines lines) => Go(_selection with { Lines = lines });

    private void PickRange(TimeRange range) => Go(_selection with { Range = range });

    private void Go(ViewSelection selection)
    {
        _showsFilters = false;
        Navigation.NavigateTo(LinkTo(selection), new NavigationOptions { ReplaceHistoryEntry = true });
    }

    private string LinkTo(ViewSelection selection) => Navigation.GetUriWithQueryParameters(selection.ToQuery());
}
