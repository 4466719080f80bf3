using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Predictions;

/// <summary>Minutes after the prediction's event time: when it was received, when its label was known, when that was received.</summary>
public class LabelDelayTests
{
    [Theory]
    [InlineData(0, 30, 30, 30)] // As it happened.
    [InlineData(0, 30, 50, 50)] // Known early, sent late: it was not there before.
    [InlineData(0.9, 5, 50, 50)]
    [InlineData(600, 30, 600, 30)] // Loaded with its label.
    [InlineData(600, 30, 610, 30)] // Loaded one after the other.
    [InlineData(600, 0, 600, 0)]
    [InlineData(600, -5, 600, 0)]
    [InlineData(600, 1500, 1500, 1500)] // The label came as it happened.
    [InlineData(90, 100, 1560, 1440)] // A label a day late beside a prediction that was an hour or two late: the rung ends at two.
    public void A_delay_is_told_by_the_clock_of_its_prediction(double received, double known, double labelReceived, double delay) =>
        Assert.Equal(DelayRungs.RungOf(Minutes(delay)), Rung(received, known, labelReceived));

    [Theory]
    [InlineData(600, 600, 600)]
    [InlineData(600, 611, 611)]
    [InlineData(38, 42, 42)]
    public void A_label_loaded_with_its_prediction_and_stamped_by_the_load_tells_no_delay(double received, double known, double labelReceived) =>
        Assert.Equal(DelayRungs.Unknown, Rung(received, known, labelReceived));

    private static byte Rung(double received, double known, double labelReceived) => LabelDelay.RungOf(
        Minutes(10_000), LabelDelay.LatenessOf(Minutes(10_000), Minutes(10_000 + received)), Minutes(10_000 + known), Minutes(10_000 + labelReceived));

    private static long Minutes(double minutes) => (long)(minutes * TimeSpan.TicksPerMinute);
}
