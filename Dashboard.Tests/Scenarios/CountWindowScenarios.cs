using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Windowing;
using Xunit;

namespace Dashboard.Tests.Scenarios;

/// <summary>The labels that came last, beside all predictions of their time.</summary>
public class CountWindowScenarios
{
    private readonly EventFeed _feed = new();

    [Fact]
    public void The_last_labels_tell_their_delay_and_how_many_others_of_their_time_are_missing()
    {
        var start = Predict(400);
        _feed.Time.SetUtcNow(start.AddHours(3));
        for (var i = 0; i < 300; i += 2)
        {
            _feed.Truth($"p{i}", i % 20 == 0 ? "no" : "yes"); // 150 labels, a tenth of them wrong, of the first 300 predictions.
        }

        _feed.Commit();

        var reading = _feed.Projection.ReadCountWindows("m", null, null);

        Assert.Equal([50, 100, 1_000], reading.Windows.Select(window => window.Size));
        Assert.Equal([50, 100, 150], reading.Windows.Select(window => (int)window.Quality.Count));
        Assert.All(reading.Windows, window => Assert.Equal(0.9, window.Quality.Value));
        var hundred = reading.Windows[1]; // p100, p102 to p298: one prediction in ten seconds.
        var span = hundred.Span!;
        Assert.Equal((start.AddMinutes(16), start.AddMinutes(50)), (span.From, span.To)); // After two hours minutes are the finest: p96 to p299.
        Assert.Equal((102, 204, 0.5), (span.Labels.Labelled, span.Labels.Coverage.Count, span.Labels.Coverage.Value));
        Assert.Equal((92.0 / 204, 194.0 / 204), (span.Bounds!.Value.Low, span.Bounds!.Value.High));
        var newest = TimeSpan.FromHours(3).TotalSeconds - 2_980;
        Assert.Equal(newest + (20 * 49.5), hundred.DelayP50Seconds.Value!.Value, 1e-6);
        Assert.Equal(newest + (20 * 0.95 * 99), hundred.DelayP95Seconds.Value!.Value, 1e-6);
        Assert.True(hundred.DelayP50Seconds.Interval!.Value.Low < hundred.DelayP50Seconds.Value);
    }

    [Fact]
    public void A_correction_keeps_the_delay_of_its_label_and_changes_its_worth()
    {
        Predict(100);
        LabelAll(100);
        var before = _feed.Projection.ReadCountWindows("m", null, null).Windows[0];
        _feed.Time.Advance(TimeSpan.FromDays(1));
        _feed.Truth("p99", "no");
        _feed.Commit();

        var after = _feed.Projection.ReadCountWindows("m", null, null).Windows[0];

        Assert.Equal((1.0, 0.98), (before.Quality.Value, after.Quality.Value));
        Assert.Equal(before.DelayP95Seconds, after.DelayP95Seconds);
        Assert.Equal(1, after.Span!.Labels.Corrections);
    }

    [Fact]
    public void Nothing_labelled_has_no_span_and_few_labels_wait()
    {
        Predict(60);
        Assert.All(_feed.Projection.ReadCountWindows("m", null, null).Windows, window => Assert.True(window.Span is null && window.DelayP50Seconds.Value is null));

        LabelAll(60);

        var fifty = _feed.Projection.ReadCountWindows("m", null, null).Windows[0];
        Assert.Equal(("published from 100 labelled predictions on", 60), (fifty.Quality.Undefined, fifty.Quality.Count));
        Assert.Equal((50, 1.0), (fifty.DelayP50Seconds.Count, fifty.Span!.Labels.Coverage.Value));
        Assert.All(_feed.Projection.ReadCountWindows("nobody", null, null).Windows, window => Assert.Null(window.Span));
    }

    /// <returns>The time of the first.</returns>
    private DateTimeOffset Predict(int count)
    {
        var start = _feed.Time.GetUtcNow();
        for (var i = 0; i < count; i++)
        {
            _feed.Time.SetUtcNow(start.AddSeconds(10 * i));
            _feed.Predict($"p{i}", "yes");
        }

        _feed.Commit();
        return start;
    }

    private void LabelAll(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _feed.Truth($"p{i}", "yes");
        }

        _feed.Commit();
    }
}
