using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Components;
using Dashboard.ViewState;
using Xunit;

namespace Dashboard.Tests.ViewState;

public sealed class ModelOrderTests
{
    private static readonly Dictionary<string, ModelRow> Rows = new()
    {
        ["a"] = Row("a", 0.9, 5),
        ["b"] = Row("b", 0.7, 50),
        ["error"] = Row("error", 0.1, 1) with { IsRegression = true },
        ["none"] = Row("none", null, 7),
    };

    [Theory]
    [InlineData(null, "a b error none unread")]
    [InlineData("-name", "unread none error b a")]
    [InlineData("quality", "b a error none unread")]
    [InlineData("-quality", "a b error none unread")]
    [InlineData("-traffic", "b none a error unread")]
    [InlineData("7", "a b error none unread")]
    [InlineData("nonsense", "a b error none unread")]
    public void Rows_without_the_figure_are_last_whichever_way(string? sort, string expected) => Assert.Equal(
        expected.Split(' '), ModelOrder.Parse(sort).Of(["none", "unread", "b", "a", "error"], null, Rows.GetValueOrDefault));

    [Fact]
    public void The_filter_knows_no_case() =>
        Assert.Equal(["Fraud", "unfraudulent"], default(ModelOrder).Of(["demand", "unfraudulent", "Fraud"], " FRAUD ", _ => null));

    [Fact]
    public void A_second_click_turns_round_and_the_address_remembers()
    {
        var once = default(ModelOrder).Click(ModelColumn.Lag);
        var twice = once.Click(ModelColumn.Lag);

        Assert.Equal(("lag", "-lag"), (once.Print(), twice.Print()));
        Assert.Equal(twice, ModelOrder.Parse(twice.Print()));
        Assert.Equal("-name", default(ModelOrder).Click(ModelColumn.Name).Print());
        Assert.Null(twice.Click(ModelColumn.Name).Print());
    }

    [Theory]
    [InlineData(0, ModelHealth.Steady)]
    [InlineData(4, ModelHealth.Silent)]
    public void A_silent_model_is_not_called_steady(int minutes, ModelHealth health)
    {
        var snapshot = SampleSnapshots.Classification() with { Versions = [] };

        Assert.Equal(health, ModelRow.Of(snapshot with { LastReceived = snapshot.AsOf.AddMinutes(-minutes) }).Health);
    }

    [Fact]
    public void A_row_says_worse_with_its_reason_and_keeps_a_short_trend()
    {
        var row = ModelRow.Of(SampleSnapshots.Classification());

        Assert.Equal((ModelHealth.Worse, "v2.2 is 2.3\u00A0pp less accurate than v2.1."), (row.Health, row.Reason));
        Assert.InRange(row.Trend.Count, 2, ModelRow.TrendPoints);
        Assert.Equal((0, 1), (row.Trend.Min(), row.Trend.Max()));
        Assert.Equal(["v2.2", "v2.1"], row.Versions);
    }

    private static ModelRow Row(string model, double? quality, double traffic) => new(
        model, false, ModelHealth.Steady, "", quality is { } value ? Figure.Of(value, 100) : Figure.None("nothing labelled"), Figure.Of(0.5, 100),
        Figure.None("no labels"), Figure.Of(traffic, 100), [], []);
}
