using System.Text;
using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;

namespace Dashboard.Tests.Metrics.Features;

/// <summary>The features of predictions as bytes, and baselines and counts made of them.</summary>
internal sealed class FeatureRows
{
    public FieldNames Names { get; } = new(1_000);

    /// <param name="features">Numbers, texts and booleans; null leaves a feature out.</param>
    public byte[] Row(params (string Name, object? Value)[] features)
    {
        using var batch = new EventBatch();
        TextSpan span = default;
        foreach (var (name, value) in features.Where(feature => feature.Value is not null))
        {
            span = AttributeWriter.Append(batch, span, Attribute(Names.Intern(name), value!));
        }

        return batch.Text(span).ToArray();
    }

    public static PredictionAttribute Attribute(int nameId, object value) => new()
    {
        Group = AttributeGroup.Feature, NameId = nameId,
        Type = value switch { string => AttributeType.Text, true => AttributeType.True, false => AttributeType.False, _ => AttributeType.Number },
        Number = value is double or int ? Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) : 0,
        Text = value is string text ? Encoding.UTF8.GetBytes(text) : default,
    };

    public FeatureBaseline Learn(IEnumerable<byte[]> rows, int most = FeatureBaseline.MostFeatures)
    {
        var sample = new FeatureSample(Names);
        foreach (var (i, row) in rows.Index())
        {
            sample.Add(row, i);
        }

        return sample.ToBaseline(most);
    }

    public FeatureCounts Count(FeatureBaseline baseline, IEnumerable<byte[]> rows)
    {
        var counts = baseline.NewCounts();
        var sorter = new FeatureSorter(baseline.Features, Names);
        foreach (var row in rows)
        {
            if (sorter.TrySort(row, out var marks))
            {
                counts.Add(marks);
            }
        }

        return counts;
    }
}
