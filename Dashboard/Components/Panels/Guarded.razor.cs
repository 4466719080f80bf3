using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Around each panel of a page: its failures leave the rest of the page alone.</summary>
public sealed partial class Guarded
{
    /// <summary>Place in the page's 12 columns of the card that takes the content's place; null inside a card.</summary>
    [Parameter]
    public string? Class { get; set; }
}
