using Bunit;
using Dashboard.Components.Gallery;
using Dashboard.Components.Panels;
using Dashboard.Core.Windowing;

namespace Dashboard.Tests.Components;

public sealed class FeaturesPanelTests : UiTest
{
    private static readonly List<(string State, FeatureReading Features)> States = [.. GalleryFeatures.All];

    [Fact]
    public void Each_feature_is_shown_beside_its_baseline_with_what_moved_most()
    {
        var panel = Open(0);

        var rows = panel.FindAll("tbody tr");
        Assert.Equal(["amount number", "channel category", "is_new boolean"], rows.Select(row => row.QuerySelector("th")!.TextContent));
        Assert.StartsWith("from 30.8: 33.6", rows[0].Children[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("was 5.0", rows[0].Children[2].TextContent, StringComparison.Ordinal);
        Assert.All(rows, row => Assert.All(row.QuerySelectorAll("path"), path => Assert.StartsWith("M", path.GetAttribute("d"), StringComparison.Ordinal)));
        Assert.StartsWith("11", rows[1].Children[4].TextContent, StringComparison.Ordinal); // A ninth is missing.
        Assert.StartsWith("2", rows[2].Children[5].TextContent, StringComparison.Ordinal); // A fiftieth is a text.
        Assert.Contains("n 640", rows[1].Children[4].GetAttribute("title"), StringComparison.Ordinal);
        Assert.Contains("640 of 700 predictions counted, beside the first 2,000 with features", panel.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 further feature not counted", panel.Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_values_or_a_baseline_nothing_is_made_up()
    {
        Assert.All(Open(1).FindAll("tbody tr"), row => Assert.Equal(("–", "0", "–"), (row.Children[2].TextContent, row.Children[3].TextContent, row.Children[4].TextContent.Split(' ')[0])));
        Assert.Equal("No baseline yet: it needs 2000 predictions with features, has 1370.", Open(2).Find(".message p").TextContent);
        Assert.Empty(Open(2).FindAll(".note"));
    }

    private IRenderedComponent<FeaturesPanel> Open(int state) => Render<FeaturesPanel>(p => p.Add(panel => panel.Features, States[state].Features));
}
