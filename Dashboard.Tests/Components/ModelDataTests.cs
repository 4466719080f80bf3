using System.Text;
using Bunit;
using Dashboard.Components.Pages;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.Memory;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class ModelDataTests : UiTest
{
    private readonly Model _model;
    private int _sent;

    public ModelDataTests()
    {
        UseFeed((key, number, asOf, _) => SampleSnapshots.Classification(key, number, asOf));
        _model = AddModel("fraud", OutcomeKind.Text, "v1");
    }

    [Fact]
    public async Task Rows_come_newest_first_and_say_in_words_how_they_turned_out()
    {
        await SendAsync("a", "legit", "fraud");
        await SendAsync("b", "fraud", "fraud");
        await SendAsync("c", "fraud", null);
        await SendAsync("d", null, null);

        var page = Open("/models/fraud/data");

        await Eventually(() => page.FindAll("table.data tbody tr").Count == 4, "the rows are read");
        Assert.Equal(["d", "c", "b", "a"], page.FindAll("table.data tbody th").Select(cell => cell.TextContent));
        Assert.Equal(["Failed", "Unlabelled", "Right", "Wrong"], page.FindAll(".status").Select(status => status.TextContent));
        Assert.Contains("4 rows. Looked at 6 events", page.Find(".rows-foot").TextContent);
    }

    [Fact]
    public async Task A_filter_is_in_the_address_and_in_the_export()
    {
        await SendAsync("a", "legit", "fraud");
        await SendAsync("b", "fraud", "fraud");
        var page = Open("/models/fraud/data?predicted=legit&truth=fraud&from=-1h");

        await Eventually(() => page.FindAll("table.data tbody tr").Count == 1, "the wrong rows of one cell");
        Assert.EndsWith("events.csv?model=fraud&from=-1h&truth=fraud&predicted=legit", page.Find("a[download]").GetAttribute("href"), StringComparison.Ordinal);

        page.FindAll(".row-filters .tab").Single(tab => tab.TextContent == "Right").Click();

        await Eventually(() => Services.GetRequiredService<NavigationManager>().Uri.Contains("outcome=right", StringComparison.Ordinal), "the address has the filter");
    }

    [Fact]
    public async Task New_rows_wait_behind_a_button()
    {
        await SendAsync("a", "legit", null);
        var page = Open("/models/fraud/data");
        await Eventually(() => page.FindAll("table.data tbody tr").Count == 1, "the first row");

        await SendAsync("b", "legit", null);
        Time.Advance(TimeSpan.FromSeconds(5));
        await Eventually(() => page.FindAll(".news").Count == 1, "the button");
        Assert.Equal("1 new row", page.Find(".news").TextContent);
        Assert.Single(page.FindAll("table.data tbody tr"));
        page.Find(".news").Click();

        await Eventually(() => page.FindAll("table.data tbody tr").Count == 2, "both rows");
        Assert.Empty(page.FindAll(".news"));
    }

    [Fact]
    public async Task A_tick_renders_no_row()
    {
        await SendAsync("a", "legit", null);
        var page = Open("/models/fraud/data");
        await Eventually(() => page.FindAll("table.data tbody tr").Count == 1, "the first row");
        var before = page.FindComponent<Dashboard.Components.Panels.RowsPanel>().RenderCount;

        page.Render();

        Assert.Equal(before, page.FindComponent<Dashboard.Components.Panels.RowsPanel>().RenderCount);
    }

    [Fact]
    public async Task The_story_of_a_row_opens_beside_it_with_its_corrections()
    {
        await SendAsync("a", "legit", "legit");
        await SendAsync("a", null, "fraud", isTruthOnly: true);

        var page = Open("/models/fraud/data?row=1");

        await Eventually(() => page.FindAll(".story li").Count == 4, "the story");
        Assert.Equal("a", page.Find("#row-id").TextContent);
        Assert.Contains("Corrected to fraud", page.Find(".story").TextContent);
        page.Find(".drawer").KeyDown("Escape");
        await Eventually(() => !Services.GetRequiredService<NavigationManager>().Uri.Contains("row=", StringComparison.Ordinal), "the address is without the row");
    }

    [Fact]
    public async Task A_retracted_row_shows_as_unlabelled_and_its_story_says_so()
    {
        await SendAsync("a", "legit", "fraud");
        await SendAsync("a", null, null, isTruthOnly: true);

        var page = Open("/models/fraud/data?row=1&outcome=unlabelled");

        await Eventually(() => page.FindAll(".story li").Count == 5, "the story");
        Assert.Contains("Ground truth retracted", page.Find(".story").TextContent);
        Assert.Equal("No ground truth now", page.Find(".story .open").TextContent.Trim());
    }

    [Fact]
    public async Task Nothing_found_says_why_and_a_closed_storage_what_to_do()
    {
        var page = Open("/models/fraud/data?id=nobody");
        await Eventually(() => page.Markup.Contains("cannot be read now", StringComparison.Ordinal), "the trouble is said");

        await SendAsync("a", "legit", null);
        page.FindAll("button").Single(button => button.TextContent == "Try again").Click();

        await Eventually(() => page.Markup.Contains("No row like that", StringComparison.Ordinal), "nothing is found");
    }

    private IRenderedComponent<ModelData> Open(string address)
    {
        SetRendererInfo(new RendererInfo("Server", true));
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<ModelData>(p => p.Add(page => page.Model, "fraud"));
    }

    private async Task SendAsync(string id, string? predicted, string? truth, bool isTruthOnly = false)
    {
        Storage.Current ??= await new MemoryStorageEngine().OpenAsync(Xunit.TestContext.Current.CancellationToken);
        using var batch = new EventBatch();
        var (key, ticks) = (PredictionKey.Of(_model, Encoding.UTF8.GetBytes(id)), Time.GetUtcNow().AddSeconds(_sent++ - 100).UtcTicks);
        if (!isTruthOnly)
        {
            batch.Add(new PredictionRow
            {
                Version = _model.Versions[0], Key = key, EventTicks = ticks, ReceivedTicks = ticks, Score = double.NaN, LatencyMicros = -1,
                Predicted = predicted is null ? Outcome.None : _model.Labels.Intern(predicted),
                Flags = predicted is null ? PredictionFlags.Failed : PredictionFlags.None,
                Id = batch.AddText(Encoding.UTF8.GetBytes(id)),
            });
        }

        if (truth is not null || isTruthOnly)
        {
            var outcome = truth is null ? Outcome.None : _model.Labels.Intern(truth);
            batch.Add(new GroundTruthRow { Model = _model, Key = key, EventTicks = ticks, ReceivedTicks = ticks, Truth = outcome });
        }

        await Storage.Current.Events.AppendAsync(batch, IngestLedger.Empty, Xunit.TestContext.Current.CancellationToken);
    }
}
