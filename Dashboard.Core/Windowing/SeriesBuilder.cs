using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Builds the rolling series of a range. Points whose cells have not changed are taken over from the series before, so a
/// quiet tick costs one look at each cell's stamp. Called under the projection's gate.
/// </summary>
internal static class SeriesBuilder
{
    public static Series Build(IReadOnlyList<Timeline> timelines, in SeriesGrid grid, bool isRegression, Series? previous) =>
        Build(SumSteps(timelines, grid, (ref sum, cell) => sum.Add(cell)), timelines, grid, isRegression, previous);

    /// <summary>Each point as it stood at an instant in the past; without latencies.</summary>
    public static Series BuildPast(IReadOnlyList<Timeline> timelines, in SeriesGrid grid, bool isRegression, long asOfTicks) =>
        Build(SumSteps(timelines, grid, (ref sum, cell) => sum.AddPast(cell, asOfTicks)), timelines, grid, isRegression, null);

    private delegate void AddCell(ref StepSum sum, Cell cell);

    private static Series Build(StepSum[] steps, IReadOnlyList<Timeline> timelines, in SeriesGrid grid, bool isRegression, Series? previous)
    {
        var reusable = new PointsBefore(previous, grid);
        var sketch = new SlidingSketch(timelines, grid.Resolution);
        var points = new SeriesPoint[grid.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var sum = SumSpan(steps, i, grid.StepsPerSpan);
            var end = grid.FirstEnd + (i * grid.Step);
            var before = reusable.Find(end);
            points[i] = before?.Revision == sum.Revision ? before : Make(sum, end, grid.Span, sketch, isRegression, before);
        }

        return new Series(TimeSpan.FromTicks(grid.Step), TimeSpan.FromTicks(grid.Span), points);
    }

    private static StepSum[] SumSteps(IReadOnlyList<Timeline> timelines, in SeriesGrid grid, AddCell add)
    {
        var steps = new StepSum[grid.Count == 0 ? 0 : grid.Count - 1 + grid.StepsPerSpan];
        var length = Resolutions.Ticks[grid.Resolution];
        foreach (var timeline in timelines)
        {
            for (var i = 0; timeline.HasCells(grid.Resolution) && i < steps.Length; i++)
            {
                var start = grid.Start + (i * grid.Step);
                for (var bucket = start; bucket < start + grid.Step; bucket += length)
                {
                    if (timeline.Find(grid.Resolution, bucket) is { } cell)
                    {
                        add(ref steps[i], cell);
                    }
                }
            }
        }

        return steps;
    }

    private static StepSum SumSpan(StepSum[] steps, int first, int count)
    {
        var sum = default(StepSum);
        for (var i = first; i < first + count; i++)
        {
            if (steps[i].Revision != 0)
            {
                sum.Add(steps[i]);
            }
        }

        return sum;
    }

    private static SeriesPoint Make(in StepSum sum, long end, long span, SlidingSketch sketch, bool isRegression, SeriesPoint? before)
    {
        var quality = isRegression
            ? sum.AbsoluteError.ToMeanLossFigure("")
            : Proportion.Of(sum.Correct, sum.Labelled, "");
        double? meanMs = sum.LatencyCount == 0 ? null : sum.LatencyMicros / 1_000.0 / sum.LatencyCount;
        var onlyLabelsChanged = before is not null && before.Predictions == sum.Predictions; // Predictions never go.
        var p95Ms = sum.LatencyCount == 0 ? null
            : onlyLabelsChanged ? before!.P95LatencyMs
            : sketch.MoveTo(end - span, end).Quantile(0.95) is { } quantile ? sum.LatencyRange.Clamp(quantile) : null;
        return new SeriesPoint(
            new DateTimeOffset(end, TimeSpan.Zero), quality.Value, quality.Interval?.Low, quality.Interval?.High,
            sum.Labelled, sum.Predictions, sum.Failed, meanMs, p95Ms, sum.Revision)
        {
            Answered = sum.Answered,
        };
    }

    /// <summary>The points of the series before, when it has the same step and span.</summary>
    private readonly struct PointsBefore
    {
        private readonly IReadOnlyList<SeriesPoint> _points;
        private readonly long _firstEnd;
        private readonly long _step;

        public PointsBefore(Series? previous, in SeriesGrid grid)
        {
            var fits = previous is not null && previous.Points.Count > 0
                && previous.Step.Ticks == grid.Step && previous.Span.Ticks == grid.Span;
            _points = fits ? previous!.Points : [];
            _firstEnd = fits ? previous!.Points[0].Time.UtcTicks : 0;
            _step = grid.Step;
        }

        public SeriesPoint? Find(long end)
        {
            var index = (end - _firstEnd) / _step;
            return index >= 0 && index < _points.Count ? _points[(int)index] : null;
        }
    }
}
