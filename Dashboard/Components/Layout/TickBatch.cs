using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Dashboard.Components.Layout;

/// <summary>Shows nothing: its rendering is the batch that a <see cref="PageTick"/> puts all changes of a tick in. One per page.</summary>
public sealed class TickBatch : ComponentBase, IDisposable
{
    private bool _begins;

    [Inject]
    private PageTick Tick { get; set; } = null!;

    public void Dispose() => Tick.Begin = null;

    protected override void OnInitialized() => Tick.Begin = () =>
    {
        _begins = true;
        StateHasChanged();
    };

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (_begins)
        {
            _begins = false;
            Tick.Tell();
        }
    }
}
