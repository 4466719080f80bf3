using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Components.Panels;

/// <summary>Content whose failures leave the rest of the page alone: around each panel of a page, and inside each panel.</summary>
public sealed partial class Guarded
{
    /// <summary>Failures in a row that are borne; each needs a click or a rendering.</summary>
    private const int MaxErrors = 1_000;

    private ErrorBoundary? _boundary;

    /// <summary>Place in the page's 12 columns of the card that takes the content's place; null inside a card.</summary>
    [Parameter]
    public string? Class { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;
}
