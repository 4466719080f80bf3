using Dashboard.Components.Charts;
using Dashboard.Components.Panels;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Gallery;

/// <summary>Versions against each other, another model on the same ids, and segments.</summary>
public sealed partial class ComparisonGallery
{
    private VersionPair _pair = null!;
    private VersionPair _nothing = null!;

    [Parameter, EditorRequired]
    public GalleryFigures Figures { get; set; } = null!;

    /// <summary>Where this server is reached, with a slash at the end.</summary>
    [Parameter, EditorRequired]
    public string BaseUri { get; set; } = "";

    [Parameter, EditorRequired]
    public ChartLink Charts { get; set; } = null!;

    protected override void OnInitialized() => (_pair, _nothing) =
        (Figures.Versions(GalleryStory.Credit, "v2.1", "v2.2"), Figures.Versions(GalleryStory.Idle, "1", "2"));
}
