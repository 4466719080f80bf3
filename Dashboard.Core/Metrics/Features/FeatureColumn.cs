using System.Text;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics.Features;

/// <summary>All values of one feature in a sample.</summary>
internal sealed class FeatureColumn(string name)
{
    private readonly List<double> _numbers = []; // Bounded, as all of them, by the sample.
    private readonly Dictionary<string, long> _categories = new(StringComparer.Ordinal);
    private long _texts;
    private long _booleans;

    public string Name { get; } = name;

    public long Present => _numbers.Count + _texts + _booleans;

    public void Add(in PredictionAttribute value)
    {
        switch (value.Type)
        {
            case AttributeType.Number:
                _numbers.Add(value.Number);
                break;
            case AttributeType.Text:
                var category = Encoding.UTF8.GetString(value.Text);
                _categories[category] = _categories.GetValueOrDefault(category) + 1;
                _texts++;
                break;
            default:
                _booleans++;
                break;
        }
    }

    /// <summary>Of the kind that most values have.</summary>
    public FeatureBins ToBins()
    {
        if (_numbers.Count >= Math.Max(_texts, _booleans))
        {
            _numbers.Sort();
            return NumberBins.Of([.. _numbers]);
        }

        return _texts < _booleans
            ? new BooleanBins()
            : CategoryBins.Of([.. _categories.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)]);
    }
}
