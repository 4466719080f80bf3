using System.Text.Json;
using System.Text.RegularExpressions;
using Bunit;
using Dashboard.Components.Pages;
using Dashboard.Components.Panels;
using Dashboard.Core.Exchange;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Tests.Exchange;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed partial class ShadowPanelTests : UiTest
{
    public ShadowPanelTests()
    {
        UseFeed((key, number, asOf, _) => SampleSnapshots.Classification(key, number, asOf));
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Theory]
    [InlineData(OutcomeKind.Text, "\"fraud\"")]
    [InlineData(OutcomeKind.Number, "120.5")]
    public void Without_a_choice_it_says_how_to_send_it(OutcomeKind kind, string outcome)
    {
        var panel = Show(AddModel("m", kind, "1"), [], null);

        JsonElement[] sent = [.. JsonBody().Matches(panel.Find("pre").TextContent).Select(body => JsonDocument.Parse(body.Groups[1].Value).RootElement)];
        Assert.Equal(["m", "m-shadow"], sent[0].EnumerateArray().Select(prediction => prediction.GetProperty("model").GetString()));
        Assert.Single(sent[0].EnumerateArray().Append(sent[1]).Select(one => one.GetProperty("id").GetString()).Distinct());
        Assert.Equal(outcome, sent[1].GetProperty("ground_truth").GetRawText());
        Assert.Empty(panel.FindAll(".pill[title=Shadow]"));
    }

    [Fact]
    public void A_name_that_is_no_model_of_the_kind_is_said()
    {
        var panel = Show(AddModel("m", OutcomeKind.Text, "1"), [AddModel("n", OutcomeKind.Text, "1")], "x");

        Assert.Equal("“x” cannot be compared with m", panel.Find(".message strong").TextContent);
        Assert.NotEmpty(panel.FindAll("[title=Shadow]"));
    }

    [Fact]
    public void A_comparison_has_verdict_outcomes_and_where_every_id_is()
    {
        var figures = Figures(new(400, 30, 2, 1, 4, 5), i => (i >= 80, true));

        Assert.Equal("n is better than m:", figures.Find("strong").TextContent);
        Assert.Equal(["Accuracy", "m right", "m wrong", "Compared", "No ground truth yet", "Ground truths differ", "A call failed", "Only m", "Only n"], figures.FindAll("tbody th").Select(th => th.TextContent));
        Assert.Equal(["321", "0", "79", "0", "400", "30", "1", "2", "4", "5"], figures.FindAll("tbody td").Skip(3).Select(td => td.TextContent));
        Assert.Contains("n 400", figures.Find("tbody td").TextContent);
        Assert.Contains("McNemar", figures.Find(".foot").TextContent);
        Assert.DoesNotContain("segment", figures.Find(".foot").TextContent);
    }

    [Fact]
    public void Too_few_pairs_no_shared_id_and_too_many_rows_are_said()
    {
        Assert.Contains("needs 100 labelled predictions answered by both, has 7", Figures(new(7, 0, 0, 0, 0, 0), _ => (true, false)).Find(".headline").TextContent);
        var apart = Figures(new(0, 0, 0, 0, 1_770, 1), _ => default);
        Assert.Equal("No id is answered by both in this range", apart.Find(".message strong").TextContent);
        Assert.Contains("m has 1,770 ids in it, n 1.", apart.Find(".message p").TextContent);
        var wide = Render<ShadowFigures>(p => p.Add(c => c.View, new ShadowView(null, new TooManyRowsException(9, 8).Message)));
        Assert.Contains("at most 8", wide.Find(".message p").TextContent);
    }

    [Fact]
    public void The_page_reads_the_model_in_the_address_from_the_stored_rows()
    {
        AddModel("m", OutcomeKind.Text, "1");
        AddModel("n", OutcomeKind.Text, "1");
        using var log = new EventLog(Catalog);
        foreach (var id in Enumerable.Range(0, 120))
        {
            log.Predict($"{id}", time: Time.GetUtcNow().AddMinutes(-1));
            log.Predict($"{id}", id < 60 ? "yes" : "no", "n", time: Time.GetUtcNow().AddMinutes(-1));
            log.Truth($"{id}", "yes");
        }

        Services.GetRequiredService<NavigationManager>().NavigateTo("/models/m/versions?shadow=n");
        var page = Render<ModelVersions>(p => p.Add(c => c.Model, "m"));
        page.WaitForElement("[role=alert] button"); // The storage is closed.
        Storage.Current = new OpenStorage(log);
        page.Find("[role=alert] button").Click();

        page.WaitForAssertion(() => Assert.Equal("n is worse than m:", page.Find(".card .headline strong").TextContent));
    }

    [Fact]
    public async Task A_choice_is_kept_in_the_address_and_can_be_taken_back()
    {
        AddModel("m", OutcomeKind.Text, "1");
        AddModel("n", OutcomeKind.Text, "1");
        AddModel("numbers", OutcomeKind.Number, "1");
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/models/m/versions?from=-2h");
        var panel = Render<ModelVersions>(p => p.Add(c => c.Model, "m")).FindComponent<ShadowPanel>();

        await panel.InvokeAsync(() => panel.Instance.OnPick.InvokeAsync("n"));
        Assert.EndsWith("?from=-2h&shadow=n", navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(["n"], panel.Instance.Others.Select(model => model.Name));
        await panel.InvokeAsync(() => panel.Instance.OnPick.InvokeAsync(null));
        Assert.EndsWith("?from=-2h", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_usual_name_is_found_without_being_asked_for_and_can_be_left_out()
    {
        AddModel("m", OutcomeKind.Text, "1");
        AddModel("a", OutcomeKind.Text, "1");
        AddModel("m-shadow", OutcomeKind.Text, "1");
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/models/m/versions");
        var page = Render<ModelVersions>(p => p.Add(c => c.Model, "m"));
        var panel = page.FindComponent<ShadowPanel>();
        Assert.Equal("m-shadow", panel.Instance.Shadow);

        await panel.InvokeAsync(() => panel.Instance.OnPick.InvokeAsync(null));
        page.WaitForAssertion(() => Assert.Null(page.FindComponent<ShadowPanel>().Instance.Shadow));
        Assert.EndsWith("?shadow=", navigation.Uri, StringComparison.Ordinal);

        await panel.InvokeAsync(() => panel.Instance.OnPick.InvokeAsync("m-shadow"));
        page.WaitForAssertion(() => Assert.Equal("m-shadow", page.FindComponent<ShadowPanel>().Instance.Shadow));
        Assert.EndsWith("/versions", navigation.Uri, StringComparison.Ordinal);
    }

    private IRenderedComponent<ShadowPanel> Show(Model model, IReadOnlyList<Model> others, string? shadow) => Render<ShadowPanel>(p => p
        .Add(c => c.Model, model).Add(c => c.Others, others).Add(c => c.Shadow, shadow).Add(c => c.BaseUri, "http://x/").Add(c => c.Comparison, _ => "<p>read</p>"));

    private IRenderedComponent<ShadowFigures> Figures(SharedCounts counts, Func<long, (bool First, bool Second)> isRight)
    {
        var query = new ShadowQuery(AddModel("m", OutcomeKind.Text, "1"), null, AddModel("n", OutcomeKind.Text, "1"), null, Time.GetUtcNow(), Time.GetUtcNow(), default);
        SharedAnswer[] pairs = [.. Enumerable.Range(1, (int)counts.Pairs).Select(i => new SharedAnswer(i, Said(isRight(i).First), Said(isRight(i).Second), Said(true)))];
        return Render<ShadowFigures>(p => p.Add(c => c.View, new ShadowView(ShadowReading.Of(query, counts, pairs), null)));
    }

    private static RowValue Said(bool isRight) => new(isRight ? "yes" : "no", null);

    [GeneratedRegex(@"-d '([^']+)'")]
    private static partial Regex JsonBody();

    private sealed class OpenStorage(IEventStore events) : IStorage
    {
        public IEventStore Events => events;

        public ICellStore Cells => throw new NotSupportedException();

        public IEvaluationStore Evaluations => throw new NotSupportedException();

        public StorageStatus Status => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
