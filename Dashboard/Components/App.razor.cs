using Microsoft.AspNetCore.Components;

namespace Dashboard.Components;

/// <summary>The HTML document.</summary>
public sealed partial class App
{
    private string? _theme;
    private string? _zone;
    private bool _prefersUtc;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private ServerRun Run { get; set; } = null!;

    /// <summary>Theme and time zone are known before the first byte is sent, so the page never flashes in another one.</summary>
    protected override void OnInitialized()
    {
        var cookies = Http?.Request.Cookies;
        _theme = cookies?["theme"] is "light" or "dark" ? cookies["theme"] : null;
        (_zone, _prefersUtc) = (cookies?["zone"], cookies?["clock"] == "utc");
    }
}
