using System.Text;
using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Gallery;

/// <summary>Features of each kind and state, from plain arithmetic.</summary>
internal static class GalleryFeatures
{
    public static IEnumerable<(string State, FeatureReading Features)> All
    {
        get
        {
            var names = new FieldNames(8);
            var baseline = Learn(names);
            yield return ("filled: moved, missing, of another kind and unseen", Read(baseline, Count(baseline, names, Enumerable.Range(0, 640)), null));
            yield return ("nothing counted yet", Read(baseline, baseline.NewCounts(), null));
            yield return ("no baseline, with its reason", Read(null, null, "no baseline yet: it needs 2000 predictions with features, has 1370"));
        }
    }

    private static FeatureReading Read(FeatureBaseline? baseline, FeatureCounts? counts, string? lack) => new(
        GalleryFigures.Key(GalleryStory.Credit), null, GalleryFigures.Now, null, GalleryFigures.Now.AddHours(-1), GalleryFigures.Now, 700, baseline, counts, lack);

    private static FeatureBaseline Learn(FieldNames names)
    {
        var sample = new FeatureSample(names);
        using var batch = new EventBatch();
        for (var i = 0; i < 2_000; i++)
        {
            sample.Add(batch.Text(Row(batch, names, i, isMoved: false)), GalleryFigures.Now.AddDays(-2).AddSeconds(10 * i).UtcTicks);
        }

        return sample.ToBaseline(3) with { Number = 1 };
    }

    private static FeatureCounts Count(FeatureBaseline baseline, FieldNames names, IEnumerable<int> rows)
    {
        var (counts, sorter) = (baseline.NewCounts(), new FeatureSorter(baseline.Features, names));
        using var batch = new EventBatch();
        foreach (var i in rows)
        {
            sorter.TrySort(batch.Text(Row(batch, names, i, isMoved: true)), out var marks);
            counts.Add(marks);
        }

        return counts;
    }

    private static TextSpan Row(EventBatch batch, FieldNames names, int i, bool isMoved)
    {
        var spread = Math.Sqrt((i * 37 % 1_000) + 1); // Few low ones, many high ones.
        var span = Append(batch, default, names.Intern("amount"), AttributeType.Number, isMoved ? spread * 1.2 : spread, "");
        span = isMoved && i % 9 == 0
            ? span
            : Append(batch, span, names.Intern("channel"), AttributeType.Text, 0, isMoved && i % 5 == 0 ? "partner" : i % 3 == 0 ? "branch" : "web");
        span = isMoved && i % 50 == 0
            ? Append(batch, span, names.Intern("is_new"), AttributeType.Text, 0, "yes")
            : Append(batch, span, names.Intern("is_new"), i % 4 == 0 ? AttributeType.True : AttributeType.False, 0, "");
        return Append(batch, span, names.Intern("zone"), AttributeType.Number, 1, "");
    }

    private static TextSpan Append(EventBatch batch, TextSpan soFar, int name, AttributeType type, double number, string text) => AttributeWriter.Append(
        batch, soFar, new PredictionAttribute { Group = AttributeGroup.Feature, NameId = name, Type = type, Number = number, Text = Encoding.UTF8.GetBytes(text) });
}
