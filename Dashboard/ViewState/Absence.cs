using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>How a page came back to its viewer.</summary>
public enum ReturnKind
{
    /// <summary>The same page, on the same circuit.</summary>
    Resumed,

    /// <summary>The server had let go of the circuit: the browser loaded the page anew.</summary>
    LoadedAnew,

    /// <summary>The same, from another run of the server.</summary>
    ServerRestarted,
}

/// <summary>A time during which nothing reached the viewer, told when it is over.</summary>
/// <param name="Length">From the last figures that reached the browser.</param>
public sealed record Absence(TimeSpan Length, ReturnKind Kind)
{
    /// <summary>A shorter one of the same page is not worth a word.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);

    /// <summary>What came meanwhile for the view on screen; null when it cannot be told.</summary>
    public Arrivals? Missed { get; init; }

    /// <summary>Snapshots of the view that were made meanwhile.</summary>
    public long Updates { get; init; }

    public string Words => (Kind, Missed) switch
    {
        (ReturnKind.ServerRestarted, _) => $"The server was restarted. Back after {NumberText.Whole(Length)}.",
        (ReturnKind.LoadedAnew, _) => $"Back after {NumberText.Whole(Length)}; the page was loaded anew.",
        (_, null) => $"Back after {NumberText.Whole(Length)}.",
        (_, { Predictions: 0, GroundTruths: 0 }) => $"Back after {NumberText.Whole(Length)}: nothing arrived meanwhile.",
        (_, { } missed) => $"Back after {NumberText.Whole(Length)}: {WordsOf(missed)} arrived meanwhile, in {NumberText.Counted(Updates, "update")}.",
    };

    /// <summary>Between the last snapshot a viewer saw and the first after, of the same key.</summary>
    public static Absence Between(Snapshot left, Snapshot back) => new(back.AsOf - left.AsOf, ReturnKind.Resumed)
    {
        Missed = back.Arrived.Since(left.Arrived),
        Updates = back.Number - left.Number,
    };

    private static string WordsOf(Arrivals missed)
    {
        var (predictions, truths) = (NumberText.Counted(missed.Predictions, "prediction"), NumberText.Counted(missed.GroundTruths, "ground truth"));
        return missed switch
        {
            { GroundTruths: 0 } => predictions,
            { Predictions: 0 } => truths,
            _ => $"{predictions} and {truths}",
        };
    }
}
