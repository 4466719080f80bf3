using AngleSharp.Dom;
using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
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

    [Fact]
    public async Task A_range_is_asked_for_in_the_viewers_zone()
    {
        RenderTree.TryAdd<CascadingValue<TimeText>>(p => p.Add(c => c.Value, TimeText.Of("Europe/Berlin")));
        var dialogs = Render<MudDialogProvider>();
        var parameters = new DialogParameters<RangeDialog> { { d => d.From, Time.GetUtcNow() }, { d => d.To, Time.GetUtcNow().AddMinutes(90) } };
        IDialogReference dialog = null!;
        await dialogs.InvokeAsync(async () => dialog = await Services.GetRequiredService<IDialogService>().ShowAsync<RangeDialog>("Time range", parameters));
        Assert.StartsWith("2026-03-04T13:00", dialogs.FindAll("input")[0].GetAttribute("value"));
        Assert.StartsWith("2026-03-04T14:30", dialogs.FindAll("input")[1].GetAttribute("value"));

        await dialogs.FindAll("input")[0].InputAsync("2026-03-29T01:30:00"); // The night summer time begins.
        await dialogs.FindAll("input")[1].InputAsync("2026-03-29T03:30:00");
        await dialogs.Find("button.primary").ClickAsync(new());

        Assert.Equal(
            TimeRange.Between(new DateTimeOffset(2026, 3, 29, 0, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero)),
            (await dialog.Result)!.Data);
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
