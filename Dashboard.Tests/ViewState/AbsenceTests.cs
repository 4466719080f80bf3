using Dashboard.Core.Windowing;
using Dashboard.Tests.Components;
using Dashboard.ViewState;
using Xunit;

namespace Dashboard.Tests.ViewState;

public sealed class AbsenceTests
{
    [Theory]
    [InlineData(1_204, 310, "Back after 42\u00A0s: 1,204 predictions and 310 ground truths arrived meanwhile, in 40 updates.")]
    [InlineData(1, 0, "Back after 42\u00A0s: 1 prediction arrived meanwhile, in 40 updates.")]
    [InlineData(0, 1, "Back after 42\u00A0s: 1 ground truth arrived meanwhile, in 40 updates.")]
    [InlineData(0, 0, "Back after 42\u00A0s: nothing arrived meanwhile.")]
    [InlineData(-1, 5, "Back after 42\u00A0s.")]
    public void What_came_meanwhile_is_the_difference_of_two_snapshots(int predictions, int truths, string words)
    {
        var left = SampleSnapshots.Classification(number: 7) with { Arrived = new(100, 10) };
        var back = SampleSnapshots.Classification(number: 47, asOf: left.AsOf.AddSeconds(42)) with { Arrived = new(100 + predictions, 10 + truths) };

        Assert.Equal(words, Absence.Between(left, back).Words);
    }

    [Theory]
    [InlineData(ReturnKind.ServerRestarted, "The server was restarted. Back after 2\u00A0min.")]
    [InlineData(ReturnKind.LoadedAnew, "Back after 2\u00A0min; the page was loaded anew.")]
    public void A_page_loaded_anew_says_why(ReturnKind kind, string words) =>
        Assert.Equal(words, new Absence(TimeSpan.FromMinutes(2.4), kind).Words);

    [Fact]
    public void A_blink_is_not_worth_a_word()
    {
        var told = new List<Absence>();
        var connection = new CircuitConnection();
        connection.Returned += told.Add;

        connection.Tell(new(Absence.Shortest - TimeSpan.FromMilliseconds(1), ReturnKind.Resumed));
        connection.Tell(new(Absence.Shortest, ReturnKind.Resumed));

        Assert.Equal(Absence.Shortest, Assert.Single(told).Length);
    }
}
