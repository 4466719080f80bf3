using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Core.Comparison;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.Memory;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Evaluations;

public sealed class HistoryTests : IAsyncLifetime
{
    private readonly StorageSession _session = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _session.Current = await new MemoryStorageEngine().OpenAsync(Cancel);

    public ValueTask DisposeAsync() => _session.Current!.DisposeAsync();

    [Fact]
    public async Task An_evaluation_comes_back_as_it_was()
    {
        using var history = new EvaluationHistory(_session, new EvaluationOptions());
        var evaluation = await EvaluatedFile.OfCsvAsync("prediction,ground_truth,score,segment_land,timestamp\na,a,0.2,DE,2026-01-02\nb,a,0.7,FR,2026-01-03\nb,b,0.9,,2026-01-04\n,b,0.1,DE,\n");
        await history.AddAsync(evaluation, Cancel);

        var found = await history.FindAsync(evaluation.Head.Id, Cancel);
        Assert.Equivalent(evaluation, found, strict: true);
        Assert.Equivalent(evaluation.Head, Assert.Single((await history.ListAsync("m", Cancel)).Heads), strict: true);
        Assert.Null(await history.FindAsync(Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task An_evaluation_stored_before_there_were_formats_says_that_it_is_older()
    {
        using var history = new EvaluationHistory(_session, new EvaluationOptions());
        var evaluation = await EvaluatedFile.OfCsvAsync("prediction,ground_truth\na,a\nb,a\n");
        Assert.Equal((EvaluationHead.CurrentFormat, null), (evaluation.Head.Format, evaluation.Head.FormatRemark));

        var head = JsonNode.Parse(EvaluationCodec.Write(evaluation.Head))!.AsObject();
        var whole = JsonNode.Parse(EvaluationCodec.Write(evaluation))!.AsObject();
        foreach (var name in new[] { "format", "format_remark" })
        {
            Assert.True(head.Remove(name) & whole["head"]!.AsObject().Remove(name));
        }

        await _session.Require().Evaluations.SaveAsync(
            new StoredEvaluation(evaluation.Head.Id, "m", Encoding.UTF8.GetBytes(head.ToJsonString()), Encoding.UTF8.GetBytes(whole.ToJsonString())), [], Cancel);

        var (listed, found) = (Assert.Single((await history.ListAsync("m", Cancel)).Heads), await history.FindAsync(evaluation.Head.Id, Cancel));
        Assert.Equal((1, 1), (listed.Format, found!.Head.Format));
        Assert.NotNull(listed.FormatRemark);
        Assert.Equal(evaluation.Head.Figures, found.Head.Figures);
    }

    [Fact]
    public async Task The_oldest_make_room_are_counted_and_the_baseline_stays()
    {
        using var history = new EvaluationHistory(_session, new EvaluationOptions { MaxPerModel = 3 });
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            var evaluation = Numbered(i, 0.9);
            ids.Add(evaluation.Head.Id);
            await history.AddAsync(evaluation, Cancel);
            Assert.True(i != 0 || await history.PinAsync("m", ids[0], Cancel));
        }

        var list = await history.ListAsync("m", Cancel);
        Assert.Equal([ids[0], ids[4], ids[5]], list.Heads.Select(head => head.Id));
        Assert.Equal((3, ids[0]), (list.Dropped, list.Baselines["m"]));
        Assert.False(await history.PinAsync("m", ids[1], Cancel));
        Assert.False(await history.DeleteAsync(ids[1], Cancel));
        Assert.True(await history.DeleteAsync(ids[0], Cancel));
        Assert.Empty((await history.ListAsync(null, Cancel)).Baselines);
    }

    [Fact]
    public async Task Another_model_too_many_is_refused()
    {
        using var history = new EvaluationHistory(_session, new EvaluationOptions { MaxModels = 1 });
        await history.AddAsync(Numbered(0, 0.9), Cancel);
        var other = Numbered(1, 0.9);
        var refusal = await Assert.ThrowsAsync<EvaluationRefusedException>(() => history.AddAsync(other with { Head = other.Head with { Model = "n" } }, Cancel));
        Assert.Equal("too_many_models", refusal.Code);
    }

    [Fact]
    public void A_trend_has_a_slope_a_day_with_its_interval()
    {
        var heads = Enumerable.Range(0, 10).Select(i => Numbered(i, 0.9 - (0.01 * i) - (i == 4 ? 0.3 : 0)).Head).ToList();
        var trend = EvaluationTrend.Of("m", "accuracy", heads, DateTimeOffset.UnixEpoch);
        Assert.Equal(-0.01, trend.SlopePerDay.Value!.Value, 1e-12); // One outlier moves nothing.
        Assert.InRange(trend.SlopePerDay.Interval!.Value.High, -0.01 - 1e-12, 0);
        Assert.Equal(3, EvaluationTrend.Of("m", "accuracy", heads, DateTimeOffset.UnixEpoch.AddDays(7)).Points.Count);
        Assert.NotNull(EvaluationTrend.Of("m", "accuracy", heads[..1], DateTimeOffset.UnixEpoch).SlopePerDay.Undefined);
        Assert.Empty(EvaluationTrend.Of("m", "mae", heads, DateTimeOffset.UnixEpoch).Points);
    }

    [Fact]
    public void A_slope_is_the_median_of_all_pairs_with_the_ranks_of_scipy()
    {
        double[] y = [1, 3, 2, 5, 4, 7, 8, 6];
        var slope = TheilSen.Slope([.. y.Select((value, x) => ((double)x, value))]);
        Assert.Equal(Slopes(y).Order().ElementAt(13) / 2 + Slopes(y).Order().ElementAt(14) / 2, slope.Value!.Value, 1e-15);
        Assert.Equal(Slopes(y).Order().ElementAt(5), slope.Interval!.Value.Low); // round((28 - 1.96 sqrt(65.33)) / 2) - 1
        Assert.Equal(Slopes(y).Order().ElementAt(22), slope.Interval!.Value.High); // round((28 + 15.84) / 2)
    }

    [Theory]
    [InlineData(new[] { 0.9 }, false, 0)]
    [InlineData(new[] { 0.9, 0.84 }, true, 1)]
    [InlineData(new[] { 0.9, 0.86 }, false, 1)]
    [InlineData(new[] { 0.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.84 }, true, 9)] // The tenth before is not asked.
    [InlineData(new[] { 0.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.84 }, false, 9)]
    public void The_classic_rule_is_numpys(double[] accuracies, bool degraded, int previous)
    {
        var verdict = ClassicRule.Judge(accuracies);
        Assert.Equal((degraded, previous), (verdict.IsDegraded, verdict.Previous));
        Assert.Equal(previous == 0, verdict.Undecided is not null);
    }

    [Fact]
    public void Two_evaluations_differ_by_newcombes_interval_with_a_verdict()
    {
        var (first, second) = (Numbered(0, 0.90, 2_000), Numbered(1, 0.80, 1_000));
        var comparison = EvaluationComparison.Of(first.Head, second.Head);
        var accuracy = Assert.Single(comparison.Metrics);
        Assert.Equal(Share.Difference(new Share(1_800, 2_000), new Share(800, 1_000)), accuracy.Difference);
        Assert.Equal(ComparisonVerdict.Worse, accuracy.Verdict);
        Assert.Equal(ComparisonVerdict.Undecided, EvaluationComparison.Of(first.Head, first.Head).Metrics[0].Verdict);
    }

    [Fact]
    public void Figures_without_value_or_interval_are_not_compared_further_than_they_go()
    {
        Assert.Equal("why", FigureDifference.Of(Figure.None("why", 3), new Figure(1, 2)).Undefined);
        Assert.Equal(new Figure(-1, 5), FigureDifference.Of(new Figure(3, 3, new Interval(2, 4)), new Figure(2, 2)));
    }

    [Fact]
    public async Task A_damaged_evaluation_is_counted_and_hides_no_other()
    {
        using var history = new EvaluationHistory(_session, new EvaluationOptions());
        await history.AddAsync(Numbered(0, 0.9), Cancel);
        var id = Guid.CreateVersion7();
        await _session.Require().Evaluations.SaveAsync(new StoredEvaluation(id, "m", new byte[] { 1 }, new byte[] { 1 }), [], Cancel);
        var list = await history.ListAsync("m", Cancel);
        Assert.Equal((1, 1), (list.Heads.Count, list.Damaged));
        Assert.Null(await history.FindAsync(id, Cancel));
    }

    private static IEnumerable<double> Slopes(double[] y) =>
        from i in Enumerable.Range(0, y.Length) from j in Enumerable.Range(i + 1, y.Length - i - 1) select (y[j] - y[i]) / (j - i);

    private static Evaluation Numbered(int day, double accuracy, long rows = 1_000)
    {
        var at = DateTimeOffset.UnixEpoch.AddDays(day);
        var figure = new EvaluationFigure("accuracy", "Accuracy", MetricUnit.Share, Core.Metrics.Catalogue.Better.Higher, Proportion.Of((long)Math.Round(accuracy * rows), rows, ""));
        return new Evaluation(
            new EvaluationHead(Guid.CreateVersion7(at), $"{day}", "m", null, at, EvaluationKind.Classification, rows, 0, 0, null, null, [figure]), [], [], 1, null, [], null, null, []);
    }
}
