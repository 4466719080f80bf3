using Bunit;
using Dashboard.Components.Charts;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.Memory;
using Dashboard.Tests.Evaluations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components;

/// <summary>The states of the page of evaluations.</summary>
public sealed class EvaluationPageTests : UiTest, IAsyncLifetime
{
    private readonly StorageSession _session = new();
    private readonly BunitJSModuleInterop _browser;
    private EvaluationHistory _history = null!;

    public EvaluationPageTests()
    {
        _browser = JSInterop.SetupModule(UploadLink.ModulePath);
        _browser.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<RunningEvaluations>();
        Services.AddSingleton(_ => _history);
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _session.Current = await new MemoryStorageEngine().OpenAsync(Cancel);
        _history = new EvaluationHistory(_session, new EvaluationOptions());
    }

    [Fact]
    public void Nothing_stored_says_what_to_do_next()
    {
        var page = Render<Dashboard.Components.Pages.Evaluations>();

        Assert.Contains("No file has been evaluated yet", page.Markup, StringComparison.Ordinal);
        Assert.Contains("curl --data-binary", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Choose a file first", Button(page).GetAttribute("title"));
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public async Task A_stored_evaluation_shows_its_figures_with_interval_and_count_and_its_rejected_rows()
    {
        await StoreAsync("first", 90, bad: 2);
        var page = Render<Dashboard.Components.Pages.Evaluations>();

        var accuracy = page.FindAll("table tr").Single(row => row.QuerySelector("th[scope=row]")?.TextContent == "Accuracy");
        Assert.Equal(["90.0", "82.6 to 94.5", "100"], accuracy.QuerySelectorAll("td").Select(cell => cell.TextContent.Replace("\u00A0%", "", StringComparison.Ordinal).Trim()));
        Assert.Contains("is empty", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Not a trend yet", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_are_compared_when_one_is_the_baseline()
    {
        await StoreAsync("first", 90);
        await StoreAsync("second", 70);
        var page = Render<Dashboard.Components.Pages.Evaluations>();
        Assert.DoesNotContain("Verdict", page.Markup, StringComparison.Ordinal);

        page.FindAll("tr").Single(row => row.TextContent.Contains("first", StringComparison.Ordinal)).QuerySelectorAll("button")
            .Single(button => button.TextContent == "Use as baseline").Click();

        page.WaitForAssertion(() => Assert.Contains("▼ worse", page.Markup, StringComparison.Ordinal));
        Assert.Contains("▼ Degraded", page.Markup, StringComparison.Ordinal);
        Assert.Contains("−20.0\u00A0pp", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trend_curves_and_matrix_can_be_kept_as_files()
    {
        await StoreAsync("first", 90);
        await StoreAsync("second", 70, withScores: true);

        var page = Render<Dashboard.Components.Pages.Evaluations>();

        Assert.Equal(
            ["Save Confusion matrix", "Save Precision and recall", "Save ROC curve", "Save Reliability", "Save Trend"],
            page.FindAll(".save-menu button").Select(button => button.GetAttribute("aria-label")!).Order(StringComparer.Ordinal));
        var charts = page.FindComponents<LiveChart>().ToDictionary(chart => chart.Instance.Role, chart => chart.Instance);
        var trend = charts["trend"].ToTable()!;
        Assert.Equal(["time", "accuracy", "accuracy_low", "accuracy_high", "accuracy_n"], trend.Columns);
        Assert.Equal([0.9, 0.7], trend.Rows.Select(row => row[1]));
        Assert.Equal(["false_positive_rate", "true_positive_rate", "score_from"], charts["file-roc"].ToTable()!.Columns);
        Assert.Contains("Area under it", page.Find("[data-role=file-roc] .plot").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("AUC", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_asks_first()
    {
        await StoreAsync("first", 90);
        var page = Render<Dashboard.Components.Pages.Evaluations>();
        page.Find("button[aria-label='Delete first']").Click();
        Assert.Single((await _history.ListAsync(null, Cancel)).Heads);
        page.FindAll("button").Single(button => button.TextContent == "Delete").Click();

        page.WaitForAssertion(() => Assert.Contains("No file has been evaluated yet", page.Markup, StringComparison.Ordinal));
        Assert.Empty((await _history.ListAsync(null, Cancel)).Heads);
    }

    [Fact]
    public void Unknown_columns_are_chosen_by_hand()
    {
        _browser.Setup<ChosenFile?>("inspect", _ => true).SetResult(new ChosenFile("a.csv", 100, ["p", "t"], "no column looks like the prediction", null, null, null, false));
        var page = Render<Dashboard.Components.Pages.Evaluations>();
        page.Find("input[type=file]").Change("a.csv");
        page.FindAll("input[type=text]")[0].Input("fraud");
        Assert.Contains("no column looks like the prediction", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Choose the columns", Button(page).GetAttribute("title"));

        page.FindAll("select")[0].Change("p");
        page.FindAll("select")[1].Change("t");
        Assert.False(Button(page).HasAttribute("disabled"));
        Button(page).Click();
        var query = (string)_browser.Invocations["send"].Single().Arguments[1]!;
        Assert.StartsWith("model=fraud&upload=", query, StringComparison.Ordinal);
        Assert.EndsWith("&prediction=p&ground_truth=t", query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_shows_how_far_it_is_and_ends_with_the_result_or_the_reason()
    {
        _browser.Setup<ChosenFile?>("inspect", _ => true).SetResult(new ChosenFile("a.csv", 1_000_000, ["y_pred", "y_true"], null, "y_pred", "y_true", null, false));
        var state = _browser.Setup<UploadState?>("state");
        state.SetResult(new UploadState(0, false, null, null));
        var page = Render<Dashboard.Components.Pages.Evaluations>();
        page.Find("input[type=file]").Change("a.csv");
        page.FindAll("input[type=text]")[0].Input("fraud");
        Button(page).Click();
        var query = (string)_browser.Invocations["send"].Single().Arguments[1]!;
        var progress = new EvaluationProgress(Time.GetUtcNow(), 1_000_000);
        progress.AddBytes(250_000);
        Services.GetRequiredService<RunningEvaluations>().TryAdd(Guid.Parse(query.Split("upload=")[1]), progress);

        Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("25", page.Find("[role=progressbar]").GetAttribute("aria-valuenow")));
        Assert.Contains("left", page.Find(".progress p").TextContent, StringComparison.Ordinal);

        state.SetResult(new UploadState(0, true, null, "score: there is no column 's'"));
        Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("score: there is no column 's'", page.Find("[role=alert]").TextContent));

        var made = await StoreAsync("made", 90);
        Button(page).Click();
        state.SetResult(new UploadState(0, true, made, null));
        Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Contains($"id={made}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Cancelling_stops_the_browser()
    {
        _browser.Setup<ChosenFile?>("inspect", _ => true).SetResult(new ChosenFile("a.csv", 100, ["y_pred", "y_true"], null, "y_pred", "y_true", null, false));
        var page = Render<Dashboard.Components.Pages.Evaluations>();
        page.Find("input[type=file]").Change("a.csv");
        page.FindAll("input[type=text]")[0].Input("fraud");
        Button(page).Click();
        page.FindAll("button").Single(button => button.TextContent == "Cancel").Click();

        Assert.Single(_browser.Invocations["cancel"]);
        Assert.Contains("nothing was stored", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(Button(page));
    }

    [Fact]
    public void Closed_storage_is_said_and_not_thrown()
    {
        _session.Current = null;
        Assert.Contains("cannot be read now", Render<Dashboard.Components.Pages.Evaluations>().Markup, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<Dashboard.Components.Pages.Evaluations> page) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Evaluate");

    private async Task<Guid> StoreAsync(string name, int right, int bad = 0, bool withScores = false)
    {
        var (head, score) = withScores ? (",score", (int i) => $",0.{10 + (i * 37 % 90)}") : ("", (Func<int, string>)(_ => ""));
        var rows = Enumerable.Range(0, 100).Select(i => (i < right ? i % 2 == 0 ? "1,1" : "0,0" : "0,1") + score(i) + "\n").Concat(Enumerable.Repeat(",1\n", bad));
        var evaluation = await EvaluatedFile.OfCsvAsync($"prediction,ground_truth{head}\n" + string.Concat(rows), EvaluatedFile.Request with { Name = name });
        await _history.AddAsync(evaluation, Cancel);
        return evaluation.Head.Id;
    }
}
