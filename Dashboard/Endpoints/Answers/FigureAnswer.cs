using System.ComponentModel;
using Dashboard.Core.Metrics;

namespace Dashboard.Endpoints.Answers;

[Description("A number with the observations it rests on and its 95 % interval; without a value, the reason.")]
internal sealed record FigureAnswer(
    [property: Description("Null when undefined, never NaN or 0 instead")] double? Value,
    [property: Description("Why there is no value; null when there is one")] string? Reason,
    [property: Description("Observations it rests on")] long N,
    [property: Description("95 % interval, low and high; null where none is defined")] double[]? Interval)
{
    public static FigureAnswer Of(Figure figure) => new(figure.Value, figure.Undefined, figure.Count, Ends(figure.Interval));

    public static double[]? Ends(Interval? interval) => interval is { } ends ? [ends.Low, ends.High] : null;

    public static double[]? Ends(double? low, double? high) => low is { } from && high is { } to ? [from, to] : null;
}
