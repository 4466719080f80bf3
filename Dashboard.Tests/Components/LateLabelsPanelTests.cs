using Bunit;
using Dashboard.Components.Charts;
using Dashboard.Components.Panels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class LateLabelsPanelTests : UiTest
{
    private const string Changed = "what predictions mean has changed since the baseline: choose a newer one";

    [Fact]
    public void Beside_the_quality_so_far_stands_what_it_will_be_and_on_what_that_rests()
    {
        var rows = Rows(Maturing());

        Assert.Equal("41.0% 47.0 % expected by now delay p50 4.2 min, p95 15 min 3 parked, 12 corrected, 5 arrived late", rows["Labels in"]);
        Assert.Equal("91.3% 90.9 to 91.7 %, n 18,204 worst to best case 38.1 to 97.0 %", rows["Accuracy so far"]);
        Assert.Equal("89.2% 87.0 to 91.2 %, n 7,800 assumes labels of right and wrong answers are equally late", rows["Corrected for late labels"]);
        Assert.Equal("90.1% 88.0 to 92.0 %, n 19,000 band sampling error only", rows["Estimated without labels"]);
    }

    [Fact]
    public void Retracted_labels_are_told_where_there_are_any()
    {
        var snapshot = Maturing();
        var labels = LateLabelWords.Of(snapshot with { Labels = snapshot.Labels with { Retractions = 2 } }, TimeText.Utc).Prospects[0];

        Assert.Contains("12 corrected, 2 retracted, 5 arrived late", labels.More);
        Assert.Contains("count as unlabelled", labels.Meaning);
        Assert.DoesNotContain("retracted", LateLabelWords.Of(snapshot, TimeText.Utc).Prospects[0].More);
    }

    [Fact]
    public void A_young_range_is_called_maturing_and_an_old_one_mature()
    {
        Assert.Equal("still maturing: labels of the last 26 h are not all in", State(MatureUntil(SampleSnapshots.Now.AddHours(-26))));
        Assert.Equal("mature: the labels of this range have had their time", State(MatureUntil(SampleSnapshots.Now)));
        Assert.Equal("how late labels come is not known yet", State(SampleSnapshots.Classification()));
        var maturing = Maturing();
        Assert.Equal(
            "when the labels of this range are all in is not known yet",
            State(maturing with { Labels = maturing.Labels with { MatureUntil = null } }));
    }

    [Fact]
    public void A_fixed_range_names_the_instant_from_which_labels_are_missing()
    {
        var (from, to) = (SampleSnapshots.Now.AddHours(-3), SampleSnapshots.Now.AddHours(-1));
        var snapshot = MatureUntil(SampleSnapshots.Now.AddHours(-2)) with
        {
            Key = new("fraud-scorer", null, TimeRange.Between(from, to)), From = from, To = to,
        };

        Assert.Equal("still maturing: labels since 2026-03-04 10:00:00 UTC are not all in", State(snapshot));
        Assert.Equal("mature: the labels of this range have had their time", State(snapshot with { To = SampleSnapshots.Now.AddHours(-2) }));
    }

    [Theory]
    [InlineData(0.71, "The labels so far look better than they are: labels of wrong answers come later than those of right ones, in 71.0 % of pairs (n 9,000).")]
    [InlineData(0.36, "The labels so far look worse than they are: labels of wrong answers come earlier than those of right ones, in 64.0 % of pairs (n 9,000).")]
    public void Labels_that_mislead_are_warned_of_in_words(double wrongIsLater, string words)
    {
        var snapshot = SampleSnapshots.Classification();
        var panel = Panel(snapshot with { Labels = snapshot.Labels with { WrongIsLater = Figure.Of(wrongIsLater, 9_000), MisleadsSoFar = true } });

        Assert.Equal(words, Text(panel.Find(".caution").TextContent));
    }

    [Fact]
    public void Labels_that_come_alike_warn_of_nothing() => Assert.Empty(Panel(Maturing()).FindAll(".caution"));

    [Theory]
    [InlineData("no label history before this range", "no label history before this range")]
    [InlineData("needs 300 labelled predictions in the baseline, has 120", "needs 300 labelled predictions in the baseline, has 120")]
    [InlineData(Changed, "what predictions mean has changed since the baseline")]
    public void Without_a_value_stands_a_dash_with_its_reason_and_the_whole_of_it_in_the_tooltip(string reason, string shown)
    {
        var panel = Panel(Maturing() with { Quality = new(Figure.None(reason), null, null, Figure.None(reason), null) });
        var rows = Rows(panel);

        Assert.Equal($"– {shown}", rows["Corrected for late labels"]);
        Assert.Equal($"– {shown}", rows["Estimated without labels"]);
        Assert.All(panel.FindAll(".prospects > div").Skip(2), row => Assert.Contains(reason, row.GetAttribute("title")));
    }

    [Fact]
    public void A_regression_is_corrected_and_estimated_in_its_own_unit()
    {
        var snapshot = SampleSnapshots.Regression() with
        {
            Quality = QualityOutlook.None with { Corrected = new Figure(13.1, 900, new Interval(12.2, 14.0)), Assumes = "assumes much", Estimated = new Figure(14.2, 1_000, new Interval(13, 15)) },
        };
        var rows = Rows(snapshot);

        Assert.Equal(["Labels in", "MAE so far", "Corrected for late labels", "Estimated without labels"], rows.Keys);
        Assert.Equal("13.1 12.2 to 14.0, n 900 assumes much", rows["Corrected for late labels"]);
        Assert.Equal("14.2 13.0 to 15.0, n 1,000", rows["Estimated without labels"]);
    }

    [Fact]
    public void The_tile_says_that_its_value_is_not_final()
    {
        var tiles = Render<TileRow>(p => p.Add(t => t.Snapshot, Maturing()).Add(t => t.History, _ => []));

        Assert.Equal("41.0\u00A0% labelled, maturing", tiles.FindAll("[aria-label='Accuracy'] .detail")[1].TextContent);
    }

    [Fact]
    public void Only_lines_that_exist_are_offered_and_a_click_asks_for_the_other_state()
    {
        ChartLines? asked = null;
        var none = Quality(SampleSnapshots.Classification());
        var both = Quality(WithOutlook(), p => p.Add(q => q.OnLines, (ChartLines lines) => asked = lines));

        Assert.Empty(none.FindAll(".line-switch"));
        Assert.Equal(["true", "false"], both.FindAll(".line-switch").Select(b => b.GetAttribute("aria-pressed")));
        Assert.Equal("estimated", both.Find(".chart").GetAttribute("data-lines"));

        both.Find("[data-line=believed]").Click();

        Assert.Equal(ChartLines.Estimated | ChartLines.Believed, asked);
    }

    [Fact]
    public async Task Another_choice_of_lines_draws_the_same_chart_again()
    {
        var panel = Quality(WithOutlook());
        await Eventually(() => Charts.Invocations["attach"].Count == 1, "attach");

        panel.Render(p => p.Add(q => q.Lines, ChartLines.None));

        await Eventually(() => Charts.Invocations["redraw"].Count == 1, "redraw");
        Assert.Equal("none", panel.Find(".chart").GetAttribute("data-lines"));
        Assert.Single(Plotly.Invocations["newPlot"]);
    }

    [Fact]
    public void The_picture_and_its_table_say_which_points_are_not_final()
    {
        var panel = Quality(WithOutlook());

        Assert.EndsWith("Labels after 2026-03-04 11:59:00 UTC are still arriving.", panel.FindComponent<LiveChart>().Instance.Label());

        panel.Find("[aria-label='Show as table']").Click();

        var heads = panel.FindAll("thead th").Select(h => h.TextContent).ToList();
        var cells = panel.FindAll("tbody tr")[0].QuerySelectorAll("td").Select(c => Text(c.TextContent)).ToList();
        Assert.Equal("arriving", cells[heads.IndexOf("Labels")]);
        Assert.Equal("90.1 %", cells[heads.IndexOf("Estimated")]);
        Assert.Equal("88.0 % to 92.0 %", cells[heads.IndexOf("Band")]);
        Assert.Equal("95.0 %", cells[heads.IndexOf("Believed then")]);
        var old = panel.FindAll("tbody tr")[^1].QuerySelectorAll("td").Select(c => c.TextContent).ToList();
        Assert.Equal(("in", "–", "–"), (old[heads.IndexOf("Labels")], old[heads.IndexOf("Estimated")], old[heads.IndexOf("Believed then")]));
    }

    /// <summary>All that can be known, of a window that is not mature.</summary>
    private static Snapshot Maturing()
    {
        var snapshot = MatureUntil(SampleSnapshots.Now.AddMinutes(-1));
        return snapshot with
        {
            Labels = snapshot.Labels with
            {
                Coverage = Figure.Of(0.41, 19_000), ExpectedCoverage = Figure.Of(0.47, 50_000), LateArrivals = 5, WrongIsLater = Figure.Of(0.5, 50_000),
            },
            Quality = new(
                new Figure(0.892, 7_800, new Interval(0.87, 0.912)), "assumes labels of right and wrong answers are equally late",
                new Interval(0.381, 0.97), new Figure(0.901, 19_000, new Interval(0.88, 0.92)), "sampling error only"),
        };
    }

    private static Snapshot WithOutlook() => Maturing() with
    {
        Outlook = new(TimeSpan.FromMinutes(1), [new(SampleSnapshots.Now, 0.901, 0.88, 0.92, 1_900, 0.95, 120, SampleSnapshots.Now)]),
    };

    private static Snapshot MatureUntil(DateTimeOffset until)
    {
        var snapshot = SampleSnapshots.Classification();
        return snapshot with { Labels = snapshot.Labels with { MatureUntil = until } };
    }

    private IRenderedComponent<LateLabelsPanel> Panel(Snapshot snapshot) => Render<LateLabelsPanel>(p => p.Add(l => l.Snapshot, snapshot));

    private IRenderedComponent<QualityPanel> Quality(Snapshot snapshot, Action<ComponentParameterCollectionBuilder<QualityPanel>>? more = null) =>
        Render<QualityPanel>(p =>
        {
            p.Add(q => q.Snapshot, snapshot).Add(q => q.Link, NewLink());
            more?.Invoke(p);
        });

    private string State(Snapshot snapshot) => Text(Panel(snapshot).Find(".note").TextContent);

    private Dictionary<string, string> Rows(Snapshot snapshot) => Rows(Panel(snapshot));

    private static Dictionary<string, string> Rows(IRenderedComponent<LateLabelsPanel> panel) => panel.FindAll(".prospects > div").ToDictionary(
        row => row.QuerySelector("dt")!.TextContent, row => string.Join(' ', row.QuerySelectorAll("dd").Select(d => Text(d.TextContent))));

    private static string Text(string text) =>
        string.Join(' ', text.Replace(NumberText.Space, " ", StringComparison.Ordinal).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
