using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Distribution of errors, and the newest predictions against their ground truth.</summary>
public sealed partial class ErrorPanels
{
    private static readonly Lack Unlabelled = new("Nothing is labelled yet", "Send ground truth for a prediction and its error counts here.", 0);

    private PerformanceReading? _shown;
    private Figure _bias;
    private ChartData? _errors;
    private ChartData? _pairs;

    [Parameter, EditorRequired]
    public PerformanceReading Read { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    private IReadOnlyList<LabelledPair> Pairs => Read.Sums.Pairs;

    private Lack NoPairs => Read.Sums.Key.Segment is null
        ? Unlabelled
        : new("Not kept by segment", "The newest pairs are held for the whole traffic of a model. Choose all segments to see them.");

    private string PairNote => Pairs.Count == 0 ? "" : $"newest {NumberText.Count(Pairs.Count)} labelled";

    private string PairWords => $"Prediction over ground truth, {NumberText.Counted(Pairs.Count, "point")}; on the diagonal both are the same.";

    private string ErrorWords => $"Distribution of errors. Bias {NumberText.Value(_bias.Value)}, n {NumberText.Count(_bias.Count)}."
        + (Read.Errors.Below + Read.Errors.Above is var beyond and > 0 ? $" {NumberText.Count(beyond)} lie beyond the axis." : "");

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(Read, _shown))
        {
            return;
        }

        _shown = Read;
        _bias = RegressionMetrics.Bias(Read.Sums.Tally.Regression);
        _errors = Read.Errors.Bars.Count == 0 ? null : Bars(Read.Errors.Bars);
        _pairs = Pairs.Count == 0 ? null : Dots();
    }

    private ChartData Bars(IReadOnlyList<ErrorBar> bars)
    {
        var top = bars.Max(bar => bar.Count);
        return new ChartData(
        [
            new ChartTrace(
                [.. bars.Select(bar => (double?)((bar.From + bar.To) / 2))], [.. bars.Select(bar => (double?)bar.Count)],
                [.. bars.Select(bar => (IReadOnlyList<object?>)[bar.From, bar.To])])
            {
                Columns = ["error", "predictions", "error_from", "error_to"],
            },
            _bias.Value is { } mean ? new ChartTrace([mean, mean], [0, top]) : new ChartTrace([], []),
        ])
        {
            XRange = [bars[0].From, bars[^1].To],
        };
    }

    private ChartData Dots()
    {
        var (low, high) = (Pairs.Min(p => Math.Min(p.Predicted, p.Truth)), Pairs.Max(p => Math.Max(p.Predicted, p.Truth)));
        var room = high > low ? (high - low) * 0.03 : 1;
        double[] range = [low - room, high + room];
        return new ChartData(
        [
            new ChartTrace([range[0], range[1]], [range[0], range[1]]),
            new ChartTrace([.. Pairs.Select(p => (double?)p.Truth)], [.. Pairs.Select(p => (double?)p.Predicted)]) { Columns = ["ground_truth", "prediction"] },
        ])
        {
            XRange = range, YRange = range,
        };
    }

    private PointRows ErrorRows() => new(
        ["Error", "Predictions"],
        Read.Errors.Bars.Select(bar => (string[])[$"{NumberText.Value(bar.From)} to {NumberText.Value(bar.To)}", $"{NumberText.Count(bar.Count)}"]));

    private PointRows PairRows() => new(
        [Clock.Head("Predicted at"), "Version", "Predicted", "True", "Error"],
        Pairs.Take(200).Select(p => (string[])
        [
            Clock.Cell(new DateTimeOffset(p.Ticks, TimeSpan.Zero)), p.Version.Name, $"{NumberText.Value(p.Predicted)}", $"{NumberText.Value(p.Truth)}",
            $"{NumberText.Value(p.Predicted - p.Truth)}",
        ]));
}
