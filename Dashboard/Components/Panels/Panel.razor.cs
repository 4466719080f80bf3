using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Components.Panels;

/// <summary>One titled area of a page; a failure inside stays inside.</summary>
public sealed partial class Panel
{
    private readonly string _titleId = $"panel-{Guid.NewGuid():N}";
    private ErrorBoundary? _boundary;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>A few words beside the title: what is shown, of what.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>Right end of the head.</summary>
    [Parameter]
    public RenderFragment? Aside { get; set; }

    /// <summary>Place in the page's 12 columns.</summary>
    [Parameter]
    public string Class { get; set; } = "span-4";

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
