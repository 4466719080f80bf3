using Dashboard.Core.Exchange;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Exchange;

public sealed class RowSearchTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly EventLog _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Rows_come_newest_first_with_the_truth_in_force()
    {
        _log.Truth("a", "no", time: Noon);
        _log.Predict("a", "yes", time: Noon, score: 0.7, latencyMs: 12.5);
        _log.EndRun();
        _log.Predict("b", "yes", time: Noon);
        _log.Predict("other model", model: "n", time: Noon);
        _log.Truth("b", "no", time: Noon.AddMinutes(1));
        _log.Truth("b", "yes", time: Noon.AddMinutes(3));

        var page = await FindAsync(RowFilter.None);

        Assert.Equal(["b", "a"], page.Rows.Select(row => row.Id));
        Assert.Equal([RowOutcome.Right, RowOutcome.Wrong], page.Rows.Select(row => row.Outcome));
        Assert.Equal([TimeSpan.FromMinutes(3), TimeSpan.Zero], page.Rows.Select(row => row.LabelDelay));
        Assert.Equal((0.7, TimeSpan.FromMilliseconds(12.5)), (page.Rows[1].Score, page.Rows[1].Latency));
        Assert.Null(page.Older);
        Assert.Equal(6, page.Examined);
    }

    [Theory]
    [InlineData("wrong", "fp fn")]
    [InlineData("right", "tp")]
    [InlineData("unlabelled", "open")]
    [InlineData("failed", "dead")]
    [InlineData("cell", "fp")]
    [InlineData("id", "fn")]
    public async Task A_filter_leaves_the_rows_it_names(string filter, string ids)
    {
        _log.Predict("tp", "yes");
        _log.Predict("fn", "no");
        _log.Predict("fp", "yes");
        _log.Predict("open", "yes");
        _log.Predict("dead", outcome: null, error: "timeout");
        _log.Truth("tp", "yes");
        _log.Truth("fn", "yes");
        _log.Truth("fp", "no");

        var page = await FindAsync(filter switch
        {
            "cell" => new RowFilter { Truth = "no", Predicted = "yes" },
            "id" => new RowFilter { Id = "fn" },
            _ => new RowFilter { Outcome = Enum.Parse<RowOutcome>(filter, ignoreCase: true) },
        });

        Assert.Equal(ids.Split(' '), page.Rows.Select(row => row.Id));
    }

    [Fact]
    public async Task A_page_ends_where_the_next_begins_and_none_is_lost()
    {
        for (var i = 0; i < 450; i++)
        {
            if (i % 100 == 0)
            {
                _log.EndRun();
            }

            _log.Predict($"p{i}");
        }

        var ids = new List<string>();
        var pages = 0;
        for (long? before = null; ; pages++)
        {
            var page = await FindAsync(RowFilter.None, before);
            ids.AddRange(page.Rows.Select(row => row.Id));
            if ((before = page.Older) is null)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(0, 450).Reverse().Select(i => $"p{i}"), ids);
        Assert.Equal(2, pages); // The third is the last.
    }

    [Fact]
    public async Task A_rare_filter_looks_so_far_and_says_how_far_then_goes_on()
    {
        _log.Predict("rare", "yes");
        for (var i = 0; i < 20_000; i++)
        {
            _log.Predict($"p{i}", "no");
        }

        var first = await FindAsync(new RowFilter { Predicted = "yes" }, look: 8_192);
        var further = await FindAsync(new RowFilter { Predicted = "yes" }, look: 100_000);

        Assert.Empty(first.Rows);
        Assert.Equal(8_192, first.Examined);
        Assert.Equal(11_810, first.Older);
        Assert.Equal("rare", Assert.Single(further.Rows).Id);
        Assert.Null(further.Older);
    }

    [Fact]
    public async Task What_was_received_long_before_the_range_is_not_read()
    {
        for (var i = 0; i < 30_000; i++)
        {
            _log.Predict($"old{i}", time: Noon.AddDays(-1));
        }

        _log.EndRun();
        _log.Predict("new", time: Noon);

        var page = await Search(RowFilter.None, new EventSelection { Model = "m", From = Noon.AddHours(-1) })
            .ReadAsync(_log.NextSequence, 0, RowSearch.UsualLook, Cancel);

        Assert.Equal("new", Assert.Single(page.Rows).Id);
        Assert.True(page.Examined < 30_000);
        Assert.Null(page.Older);
    }

    [Fact]
    public async Task New_rows_are_counted_from_where_the_page_was_read()
    {
        _log.Predict("a");
        var page = await FindAsync(RowFilter.None);
        _log.Predict("b");
        _log.Truth("a", "yes");

        var news = await Search(RowFilter.None).ReadAsync(null, page.Newest, RowSearch.UsualLook, Cancel);

        Assert.Equal("b", Assert.Single(news.Rows).Id);
        Assert.Equal(2, news.Examined);
    }

    [Fact]
    public async Task A_story_has_every_truth_and_what_was_sent_along()
    {
        _log.Predict(
            "a", "yes", time: Noon, attributes:
            [
                (AttributeGroup.Feature, "amount", 12.5), (AttributeGroup.Segment, "country", "DE"), (AttributeGroup.Feature, "abroad", true),
            ]);
        _log.Predict("b");
        _log.Truth("a", "no", time: Noon.AddHours(1));
        _log.Truth("a", "yes", time: Noon.AddHours(2));

        var story = await Search(RowFilter.None).TellAsync(1, Cancel);

        Assert.NotNull(story);
        Assert.Equal(["no", "yes"], story.Truths.Select(truth => truth.Value?.Label));
        Assert.Equal(TimeSpan.FromHours(2), story.Row.LabelDelay);
        Assert.Equal(["country=DE", "amount=12.5", "abroad=true"], story.Attributes.Select(a => FormattableString.Invariant($"{a.Name}={a.Text}{a.Number}")));
        Assert.Null(await Search(RowFilter.None).TellAsync(3, Cancel)); // A ground truth.
        Assert.Null(await Search(RowFilter.None).TellAsync(99, Cancel));
    }

    [Fact]
    public async Task A_row_whose_truth_was_retracted_is_unlabelled_and_its_story_tells_why()
    {
        _log.Predict("a", "yes", time: Noon);
        _log.Truth("a", "no", time: Noon.AddHours(1));
        _log.Truth("a", null, time: Noon.AddHours(2));

        var row = Assert.Single((await FindAsync(new RowFilter { Outcome = RowOutcome.Unlabelled })).Rows);
        var story = await Search(RowFilter.None).TellAsync(1, Cancel);

        Assert.Equal((RowOutcome.Unlabelled, null, null), (row.Outcome, row.Truth, row.TruthTime));
        Assert.Equal(row, story!.Row);
        Assert.Equal(["no", null], story.Truths.Select(truth => truth.Value?.Label));
        Assert.Empty((await FindAsync(new RowFilter { Outcome = RowOutcome.Wrong })).Rows);
        _log.Truth("a", "yes", time: Noon.AddHours(3));
        Assert.Equal(RowOutcome.Right, Assert.Single((await FindAsync(RowFilter.None)).Rows).Outcome);
    }

    private RowSearch Search(RowFilter filter, EventSelection? selection = null)
    {
        var query = new RowQuery(_log.Catalog.GetOrAdd("m")!, selection ?? new EventSelection { Model = "m" }, filter, TimeSpan.FromMinutes(10));
        return new RowSearch(_log, query, _log.Catalog.FieldNames);
    }

    private Task<RowPage> FindAsync(RowFilter filter, long? before = null, int look = RowSearch.UsualLook) =>
        Search(filter).ReadAsync(before, 0, look, Cancel);
}
