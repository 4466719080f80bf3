using Dashboard.Core.Estimation;
using Dashboard.Core.Metrics;

namespace Dashboard.Tests.Estimation;

public class TrackRecordTests
{
    private static readonly Figure Estimate = new(0.9, 1_000, new Interval(0.88, 0.92));

    [Fact]
    public void A_whole_record_widens_the_band_to_its_gaps()
    {
        var record = new TrackRecord(Points(25, 0.86, 0.02));

        Assert.Equal(TrackRecord.Length, record.Points.Count);
        Assert.Equal(0.04, record.RootMeanSquaredGap!.Value, 1e-12);
        var judged = record.Judge(Estimate, highest: 0.95);
        Assert.Equal(0.9 - (Proportion.Z95 * 0.04), judged.Interval!.Value.Low, 1e-12);
        Assert.Equal(0.95, judged.Interval.Value.High);
        Assert.Equal((Estimate.Value, Estimate.Count), (judged.Value, judged.Count));
        Assert.Equal("at least as wide as the gaps of the last 20 labelled buckets", record.BandText);
    }

    [Fact]
    public void A_good_record_narrows_nothing() =>
        Assert.Equal(Estimate, new TrackRecord(Points(20, 0.901, 0.02)).Judge(Estimate));

    [Fact]
    public void An_unfinished_record_says_that_the_band_is_sampling_error_only()
    {
        var record = new TrackRecord(Points(19, 0.86, 0.02));

        Assert.Equal(Estimate, record.Judge(Estimate));
        Assert.Equal("sampling error only: 19 of 20 labelled buckets to compare with", record.BandText);
        Assert.Null(new TrackRecord([]).RootMeanSquaredGap);
    }

    [Fact]
    public void Two_gaps_beyond_chance_withdraw_the_estimate_and_one_does_not()
    {
        BacktestPoint good = new(0.9, 0.9, 0.01, 500), bad = new(0.9, 0.86, 0.01, 500);

        Assert.False(new TrackRecord([bad, good, bad]).RelationChanged);
        Assert.False(new TrackRecord([bad]).RelationChanged);
        var changed = new TrackRecord([good, bad, bad]);
        Assert.True(changed.RelationChanged);
        Assert.Contains("has changed", changed.Judge(Estimate).Undefined, StringComparison.Ordinal);
        Assert.Equal(Estimate.Count, changed.Judge(Estimate).Count);
    }

    private static IEnumerable<BacktestPoint> Points(int count, double realised, double error) =>
        Enumerable.Repeat(new BacktestPoint(0.9, realised, error, 500), count);
}
