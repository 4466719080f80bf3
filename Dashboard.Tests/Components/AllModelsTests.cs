using Bunit;
using Dashboard.Components.Layout;
using Dashboard.Components.Pages;
using Dashboard.Core.Predictions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class AllModelsTests : UiTest
{
    [Fact]
    public async Task Each_model_is_a_row_that_opens_it()
    {
        AddModel("fraud/eu", OutcomeKind.Text, "1");
        AddModel("demand", OutcomeKind.Number, "1");

        var page = Open("/?from=-6h");

        await Eventually(() => page.FindAll(".badge").Count == 2, "both rows are read");
        Assert.Equal(["models/demand?from=-6h", "models/fraud%2Feu?from=-6h"], page.FindAll("table.models a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["Too little data", "Too little data"], page.FindAll(".badge").Select(badge => badge.TextContent));
        Assert.Contains("No predictions of demand in this time range.", page.Find(".health").TextContent);
    }

    [Fact]
    public void A_filter_leaves_what_contains_it_and_a_sort_turns_the_rows_round()
    {
        foreach (var name in (string[])["fraud-eu", "fraud-us", "demand"])
        {
            AddModel(name, OutcomeKind.Text, "1");
        }

        var page = Open("/");
        page.Find("input[type=search]").Input("FRAUD");
        page.WaitForAssertion(() => Assert.Equal(["fraud-eu", "fraud-us"], Names(page)));
        page.WaitForAssertion(() => Assert.Contains("2 of 3 models", page.Markup));

        page.Find("input[type=search]").Input("");
        page.FindAll(".sort")[0].Click();

        page.WaitForAssertion(() => Assert.Equal(["fraud-us", "fraud-eu", "demand"], Names(page)));
        Assert.EndsWith("?sort=-name", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("descending", page.Find("th[aria-sort]").GetAttribute("aria-sort")));
    }

    [Theory]
    [InlineData("/?model=fraud&v=2&from=-1h", "models/fraud?v=2&from=-1h")]
    [InlineData("/?model=a%2Fb", "models/a%2Fb")]
    public void An_old_link_leads_to_the_page_of_its_model(string old, string address)
    {
        AddModel("fraud", OutcomeKind.Text, "2");

        Open(old);

        var navigation = Services.GetRequiredService<NavigationManager>();
        Assert.Equal(address, navigation.ToBaseRelativePath(navigation.Uri));
    }

    [Fact]
    public void The_first_start_shows_how_to_send_in_three_languages()
    {
        var page = Open("/");
        Assert.Contains("curl http://localhost/api/v1/events", page.Find("#first-event").TextContent);

        page.FindAll(".tab")[2].Click();

        Assert.Contains("urllib", page.Find("#first-event").TextContent);
        Assert.Equal("true", page.FindAll(".tab")[2].GetAttribute("aria-pressed"));
    }

    [Fact]
    public void A_model_that_comes_later_gets_its_row()
    {
        var page = Open("/");

        AddModel("fraud", OutcomeKind.Text, "1");
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(["fraud"], Names(page)));
    }

    [Fact]
    public void The_rail_knows_the_model_and_keeps_the_selection()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/models/a%2Fb?v=2&from=-1h&row=3&paused=true");
        var rail = Render<PageList>();
        Assert.Equal("models/a%2Fb?v=2&from=-1h", rail.Find("[aria-current=page]").GetAttribute("href"));

        navigation.NavigateTo("/evaluations?model=x");

        rail.WaitForAssertion(() => Assert.Equal("evaluations", rail.Find("[aria-current=page]").GetAttribute("href")));
        Assert.Empty(rail.FindAll(".rail-model"));
    }

    private IRenderedComponent<AllModels> Open(string url)
    {
        SetRendererInfo(new RendererInfo("Server", true));
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        return Render<AllModels>();
    }

    private static IEnumerable<string> Names(IRenderedComponent<AllModels> page) => page.FindAll("table.models a").Select(a => a.TextContent);
}
