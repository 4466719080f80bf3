using Microsoft.AspNetCore.Components;

namespace Dashboard.Components;

/// <summary>The HTML document.</summary>
public sealed partial class App
{
    private string? _theme;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private ServerRun Run { get; set; } = null!;

    /// <summary>The theme is known before the first byte is sent, so the page never flashes in the other one.</summary>
    protected override void OnInitialized() =>
        _theme = Http?.Request.Cookies["theme"] is "light" or "dark" ? Http.Request.Cookies["theme"] : null;
}
