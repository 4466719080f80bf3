using Dashboard.Core.Comparison;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics;

namespace Dashboard.Components.Panels;

/// <summary>Figures as text.</summary>
internal static class FigureWords
{
    /// <summary>What a figure rests on, for tooltips: interval and n, or why there is none.</summary>
    public static string Basis(Figure figure, Func<double?, string> text)
    {
        var basis = $"n {NumberText.Count(figure.Count)}";
        return (figure.Undefined, figure.Interval) switch
        {
            ({ } reason, _) => reason,
            (_, { } interval) => $"{text(interval.Low)} to {text(interval.High)}, {basis}",
            _ => basis,
        };
    }

    public static string Matters(ComparedVersions compared) =>
        $"Differences matter from {(compared.IsShare ? NumberText.PercentPoints(compared.Delta) : NumberText.Value(compared.Delta))} on.";

    public static string Value(EvaluationFigure figure) => NumberText.Of(figure.Unit, figure.Figure.Value).ToString();

    /// <summary>An en dash where the evaluation has no such metric.</summary>
    public static string Value(EvaluationHead head, string metric) => Find(head, metric) is { } figure ? Value(figure) : Quantity.Missing.ToString();

    /// <summary>The interval, or why there is no value; empty when there is neither.</summary>
    public static string Range(EvaluationFigure figure) => (figure.Figure.Undefined, figure.Figure.Interval) switch
    {
        ({ } reason, _) => reason,
        (_, { } interval) => Range(figure.Unit, interval),
        _ => "",
    };

    public static string Range(EvaluationHead head, string metric) => Find(head, metric) is { } figure ? Range(figure) : "";

    /// <summary>A difference with its sign: shares in percent points.</summary>
    public static string Difference(MetricUnit unit, double? difference) => difference is not { } value ? Quantity.Missing.ToString()
        : $"{(value < 0 ? NumberText.Minus : value > 0 ? "+" : "")}{(unit == MetricUnit.Share ? NumberText.PercentPoints(value) : NumberText.Of(unit, Math.Abs(value)))}";

    /// <summary>Both ends of an interval of differences, the unit once where it is the same.</summary>
    public static string DifferenceRange(MetricUnit unit, Interval interval) => Joined(Difference(unit, interval.Low), Difference(unit, interval.High));

    /// <summary>Both ends of an interval, the unit once where it is the same.</summary>
    public static string Range(MetricUnit unit, Interval interval) => unit == MetricUnit.Share
        ? NumberText.PercentRange(interval)
        : Joined(NumberText.Of(unit, interval.Low).ToString(), NumberText.Of(unit, interval.High).ToString());

    private static string Joined(string low, string high)
    {
        var (lowUnit, highUnit) = (low.IndexOf(NumberText.Space, StringComparison.Ordinal), high.IndexOf(NumberText.Space, StringComparison.Ordinal));
        return lowUnit > 0 && highUnit > 0 && low[lowUnit..] == high[highUnit..] ? $"{low[..lowUnit]} to {high}" : $"{low} to {high}";
    }

    private static EvaluationFigure? Find(EvaluationHead head, string metric) => head.Figures.FirstOrDefault(figure => figure.Name == metric);
}
