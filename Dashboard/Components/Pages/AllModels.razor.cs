using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Dashboard.Components.Pages;

/// <summary>
/// The first page: every model in one row. Rows on screen are read every few seconds; the others only for an order that needs
/// them. An old link, which named its model in the query, leads to that model's page.
/// </summary>
public sealed partial class AllModels
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan VisibleAge = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan HiddenAge = TimeSpan.FromMinutes(1);
    private static readonly TimeRange UsualRange = TimeRange.Last(TimeSpan.FromHours(1));

    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<string> _models = [];
    private IReadOnlyList<string> _shown = [];
    private IReadOnlyList<string> _visible = [];
    private WriterState _writer = WriterState.Ready;
    private TimeRange _range = UsualRange;
    private ModelOrder _order;
    private string? _filter;
    private string _query = "";
    private bool _isReading;
    private Virtualize<string>? _lines;
    private ITimer? _look;

    /// <summary>Of links from before each model had its own address.</summary>
    [SupplyParameterFromQuery(Name = "model")]
    private string? ModelQuery { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromQuery { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? ToQuery { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortQuery { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? FilterQuery { get; set; }

    [Inject]
    private ModelCatalog Catalog { get; set; } = null!;

    [Inject]
    private ModelRows Rows { get; set; } = null!;

    [Inject]
    private IServerStatus Server { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<AllModels> Log { get; set; } = null!;

    public void Dispose()
    {
        _look?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!string.IsNullOrWhiteSpace(ModelQuery) && !ModelQuery.Any(char.IsControl))
        {
            var query = ModelAddress.QueryOf(Navigation.GetUriWithQueryParameter("model", (string?)null));
            Navigation.NavigateTo(ModelAddress.Of(ModelQuery, query: query), new NavigationOptions { ReplaceHistoryEntry = true });
            return;
        }

        (_range, _order, _filter) = (RangeChoice.Parse(FromQuery, ToQuery, UsualRange), ModelOrder.Parse(SortQuery), FilterQuery);
        _query = FromQuery is null ? "" : ModelAddress.QueryOf(Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?> { ["sort"] = null, ["q"] = null }));
        _writer = Server.Current.Writer;
        _models = [.. Catalog.Models.Select(model => model.Name)];
        await ArrangeAsync();
        await RefreshAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _look = Time.CreateTimer(_ => _ = InvokeAsync(LookAgainAsync), null, LookInterval, LookInterval);
        }
    }

    private async Task LookAgainAsync()
    {
        IReadOnlyList<string> models = [.. Catalog.Models.Select(model => model.Name)];
        if (!models.SequenceEqual(_models))
        {
            _models = models;
            await ArrangeAsync();
        }

        if (Server.Current.Writer is var writer && writer != _writer)
        {
            _writer = writer;
            StateHasChanged();
        }

        await RefreshAsync();
    }

    /// <summary>Rows keep their places until an order is asked for, or all of them have been read for one.</summary>
    private async Task ArrangeAsync()
    {
        _shown = _order.Of(_models, _filter, name => Rows.Find(name, _range));
        StateHasChanged();
        if (_lines is not null)
        {
            await _lines.RefreshDataAsync();
            StateHasChanged();
        }
    }

    private ValueTask<ItemsProviderResult<string>> ProvideAsync(ItemsProviderRequest request)
    {
        _visible = [.. _shown.Skip(request.StartIndex).Take(request.Count)];
        _ = InvokeAsync(RefreshAsync);
        return ValueTask.FromResult(new ItemsProviderResult<string>(_visible, _shown.Count));
    }

    private async Task RefreshAsync()
    {
        if (_isReading || _closed.IsCancellationRequested || !RendererInfo.IsInteractive)
        {
            return;
        }

        _isReading = true;
        try
        {
            if (await Rows.RefreshAsync(_visible, _range, VisibleAge, _closed.Token))
            {
                StateHasChanged();
            }

            if (_order.NeedsFigures && !_closed.IsCancellationRequested && await Rows.RefreshAsync(_models, _range, HiddenAge, _closed.Token))
            {
                await ArrangeAsync();
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.LogError(e, "The rows of all models could not be read"); // Rows keep what they show; the next look tries again.
        }

        _isReading = false;
    }

    private Task FilterAsync(ChangeEventArgs change)
    {
        _filter = change.Value as string;
        return ArrangeAsync();
    }

    private void KeepFilter() => Go("q", string.IsNullOrWhiteSpace(_filter) ? null : _filter);

    private void Sort(ModelColumn column) => Go("sort", _order.Click(column).Print());

    private void PickRange(TimeRange range)
    {
        var (from, to) = RangeChoice.Print(range);
        Go(new Dictionary<string, object?> { ["from"] = from, ["to"] = to });
    }

    private void Go(string name, string? value) => Go(new Dictionary<string, object?> { [name] = value });

    private void Go(Dictionary<string, object?> query) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query), new NavigationOptions { ReplaceHistoryEntry = true });
}
