using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Components.Panels;

/// <summary>Reads the story of one row once, when it opens.</summary>
public sealed partial class RowDrawer
{
    private readonly CancellationTokenSource _closed = new();
    private ElementReference _drawer;
    private RowStory? _story;
    private bool _isRead;
    private string? _problem;

    [Parameter, EditorRequired]
    public Model Model { get; set; } = null!;

    [Parameter, EditorRequired]
    public SnapshotKey Key { get; set; } = null!;

    /// <summary>Its sequence number.</summary>
    [Parameter, EditorRequired]
    public long Row { get; set; }

    /// <summary>Address of the page without the drawer.</summary>
    [Parameter, EditorRequired]
    public string Close { get; set; } = "";

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    [Inject]
    private StoredRows Rows { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _drawer.FocusAsync();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            _story = await Rows.TellAsync(Model, Key, Row, _closed.Token);
            (_isRead, _problem) = (true, null);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // Closed before it was read.
        }
        catch (StorageException failure)
        {
            _problem = failure.Message;
        }
    }

    private void CloseOnEscape(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            Navigation.NavigateTo(Close);
        }
    }

    private string StepWord(int index) => (_story!.Truths[index].Value, index == 0 ? null : _story.Truths[index - 1].Value) switch
    {
        (null, _) => "Ground truth retracted",
        ({ } first, null) => $"Ground truth {RowWords.Of(first)}",
        ({ } corrected, _) => $"Corrected to {RowWords.Of(corrected)}",
    };

    private Quantity Delay(RowTruth truth) => NumberText.Milliseconds(Math.Max(0, (truth.Time - _story!.Row.Time).TotalMilliseconds));

    private static string GroupWord(AttributeGroup group) => group switch
    {
        AttributeGroup.Segment => "Segments",
        AttributeGroup.Feature => "Features",
        _ => "Class scores",
    };
}
