using Dashboard.Core.Windowing;
using Dashboard.Endpoints.Answers;
using Xunit;

namespace Dashboard.Tests.Endpoints;

public class SeriesRowTests
{
    private static readonly DateTimeOffset End = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(-1, false)]
    [InlineData(null, null)]
    public void A_point_is_mature_once_its_whole_span_is(int? secondsAfterEnd, bool? expected) =>
        Assert.Equal(expected, SeriesRow.Of(Point(30, 40), secondsAfterEnd is { } seconds ? End.AddSeconds(seconds) : null).IsMature);

    [Fact]
    public void Its_coverage_is_of_the_predictions_that_can_have_a_label()
    {
        Assert.Equal(0.75, SeriesRow.Of(Point(30, 40), null).Coverage);
        Assert.Null(SeriesRow.Of(Point(0, 0), null).Coverage);
    }

    private static SeriesPoint Point(long labelled, long answered) => new(End, 0.9, 0.8, 0.95, labelled, 50, 10, null, null, 1) { Answered = answered };
}
