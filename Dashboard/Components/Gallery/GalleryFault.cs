using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Gallery;

/// <summary>A panel that cannot be drawn.</summary>
public sealed class GalleryFault : ComponentBase
{
    protected override void OnInitialized() => throw new InvalidOperationException("The gallery shows a panel that fails.");
}
