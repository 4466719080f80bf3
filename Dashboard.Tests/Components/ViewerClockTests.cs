using AngleSharp.Dom;
using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class ViewerClockTests : UiTest
{
    private readonly BunitJSModuleInterop _browser;

    public ViewerClockTests()
    {
        _browser = JSInterop.SetupModule(ViewerClock.ModulePath);
        _browser.Mode = Bunit.JSRuntimeMode.Loose;
    }

    [Fact]
    public void The_zone_of_the_cookie_is_shown_at_once_and_UTC_is_a_click_away()
    {
        _browser.Setup<string?>("zone").SetResult("Europe/Berlin");

        var page = Open("Europe/Berlin");
        Assert.Equal("Berlin time (UTC+1)", page.Find("button.zone").TextContent.Trim());
        Assert.Equal("false", page.Find("button.zone").GetAttribute("aria-pressed"));
        Assert.Equal("2026-03-04 13:00:00 UTC+1", page.Find("time").TextContent);

        page.Find("button.zone").Click();

        Assert.Equal("UTC", page.Find("button.zone").TextContent.Trim());
        Assert.Equal("2026-03-04 12:00:00 UTC", page.Find("time").TextContent);
        Assert.Equal(true, Assert.Single(_browser.VerifyInvoke("prefer").Arguments));

        page.Find("button.zone").Click();

        Assert.Equal("2026-03-04 13:00:00 UTC+1", page.Find("time").TextContent);
    }

    [Fact]
    public void A_browser_that_has_travelled_is_believed()
    {
        _browser.Setup<string?>("zone").SetResult("America/New_York");

        var page = Open("Europe/Berlin");

        page.WaitForAssertion(() => Assert.Equal("2026-03-04 07:00:00 UTC-5", page.Find("time").TextContent));
        Assert.Equal(false, Assert.Single(_browser.VerifyInvoke("show").Arguments));
    }

    [Fact]
    public void Who_prefers_UTC_keeps_it_on_the_first_paint_and_elsewhere()
    {
        _browser.Setup<string?>("zone").SetResult("America/New_York");

        var page = Open("Europe/Berlin", prefersUtc: true);

        page.WaitForAssertion(() => Assert.Contains("New York", page.Find("button.zone").GetAttribute("aria-label")));
        Assert.Equal("2026-03-04 12:00:00 UTC", page.Find("time").TextContent);
    }

    [Fact]
    public void Without_a_zone_there_is_nothing_to_choose()
    {
        _browser.Setup<string?>("zone").SetResult("Nowhere/Known");

        var page = Open(null);

        page.WaitForAssertion(() => Assert.Equal(true, Assert.Single(_browser.VerifyInvoke("show").Arguments)));
        Assert.Empty(page.FindAll("button"));
        Assert.Equal("All times UTC", page.Find("p.zone").TextContent);
    }

    private IRenderedComponent<ViewerClock> Open(string? zone, bool prefersUtc = false) => Render<ViewerClock>(p => p
        .Add(c => c.Zone, zone).Add(c => c.PrefersUtc, prefersUtc)
        .AddChildContent<ZoneSwitch>().AddChildContent<Told>(told => told.Add(t => t.Instant, Time.GetUtcNow())));

    private sealed class Told : ComponentBase
    {
        [Parameter]
        public DateTimeOffset Instant { get; set; }

        [CascadingParameter]
        private TimeText Clock { get; set; } = TimeText.Utc;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "time");
            builder.AddContent(1, Clock.Instant(Instant));
            builder.CloseElement();
        }
    }
}
