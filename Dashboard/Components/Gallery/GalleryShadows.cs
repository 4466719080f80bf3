using Dashboard.Core.Exchange;
using Dashboard.ViewState;

namespace Dashboard.Components.Gallery;

/// <summary>Comparisons of two models on shared ids in each state, from plain arithmetic.</summary>
internal static class GalleryShadows
{
    /// <summary>Null where none is chosen.</summary>
    public static IEnumerable<(string State, ShadowView? View)> All(GalleryFigures figures) =>
    [
        ("none chosen, how to send it", null),
        ("filled: labels", Of(figures, GalleryStory.Credit, GalleryStory.Churn, new(1_400, 212, 3, 41, 18, 6), Labels)),
        ("filled: numbers", Of(figures, GalleryStory.Demand, GalleryStory.Demand, new(600, 0, 12, 0, 0, 0), Numbers, "2")),
        ("not enough labels", Of(figures, GalleryStory.Credit, GalleryStory.Churn, new(63, 400, 0, 0, 0, 0), Labels)),
        ("no shared id", Of(figures, GalleryStory.Credit, GalleryStory.Churn, new(0, 0, 0, 0, 1_770, 240), Labels)),
        ("too many rows", new ShadowView(null, new TooManyRowsException(412_000, 200_000).Message)),
    ];

    private static ShadowView Of(
        GalleryFigures figures, string first, string second, SharedCounts counts, Func<long, SharedAnswer> answer, string? secondVersion = null)
    {
        var query = new ShadowQuery(figures.Model(first), null, figures.Model(second), secondVersion, GalleryFigures.Now.AddHours(-1), GalleryFigures.Now, TimeSpan.Zero);
        return new(ShadowReading.Of(query, counts, [.. Enumerable.Range(1, (int)counts.Pairs).Select(i => answer(i))]), null);
    }

    /// <summary>The second one is wrong less often.</summary>
    private static SharedAnswer Labels(long i) => new(i, Label(i * 31 % 97 >= 14), Label(i * 61 % 89 >= 6), Label(true));

    /// <summary>The second one is off by a little more.</summary>
    private static SharedAnswer Numbers(long i) => new(i, Number(120 + (i * 7 % 11) - 5), Number(120 + (i * 5 % 13) - 6), Number(120));

    private static RowValue Label(bool isApproved) => new(isApproved ? "approve" : "decline", null);

    private static RowValue Number(double value) => new(null, value);
}
