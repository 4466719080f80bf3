using System.Globalization;
using System.Text.Json;
using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Windowing;

namespace Dashboard.Tests.Scenarios;

/// <summary>Predictions of two versions of a model with features, and what their figures must be: counted one by one.</summary>
internal sealed class HistoryOfShop
{
    private readonly List<Row> _rows = [];

    public int Count => _rows.Count;

    /// <summary>Lines of a prediction of each version in each minute: the first two fifths below the others, and some with odd or no features.</summary>
    public List<string> Minutes(DateTimeOffset first, int count) =>
        [.. Enumerable.Range(0, count).SelectMany(minute => new[] { "1", "2" }.Select(version => Line(version, first.AddMinutes(minute), minute, count)))];

    public string Line(string version, DateTimeOffset at, int i, int of = 1)
    {
        object? amount = i % 10 == 3 ? null : i % 37 == 5 ? "a text" : (i * 7 % 50 * 1.5) + (i * 5 < of * 2 ? 0 : 40);
        var row = new Row(version, at, i % 11 == 7 ? null : new Shop(amount, i % 4 == 0 ? "DE" : i * 5 < of * 2 ? "FR" : "moon"));
        _rows.Add(row);
        var features = new Dictionary<string, object>();
        if (row.Features is { } sent)
        {
            features["country"] = sent.Country;
            if (sent.Amount is { } value)
            {
                features["amount"] = value;
            }
        }

        return JsonSerializer.Serialize(new
        {
            id = $"h{_rows.Count}", model = "shop", version, prediction = "yes", timestamp = at.ToString("O", CultureInfo.InvariantCulture), features,
        });
    }

    /// <summary>Fails unless a reading is that of all predictions of its window.</summary>
    public void AssertComplete(FeatureReading reading)
    {
        var rows = Sent(reading);
        Assert.Equal((rows.Count, Counted(reading), null), (reading.Predictions, reading.Counted, reading.Lack));
        var numbers = rows.Select(row => row.Features?.Amount).OfType<double>().ToList();
        var amount = reading.Figures.Single(feature => feature.Name == "amount");
        Assert.All(amount.Bins, bin => Assert.Equal(numbers.Count(value => !(value < bin.From) && !(value >= bin.To)), bin.Count));
        Assert.Equal(
            (numbers.Count, numbers.Min(), numbers.Max()),
            (amount.Window.Count, amount.Window.Minimum.Value.Value!.Value, amount.Window.Maximum.Value.Value!.Value));
        Assert.Equal(numbers.Average(), amount.Window.Mean.Value!.Value, 1e-9);
        Assert.Equal(Math.Sqrt(numbers.Average(value => Math.Pow(value - numbers.Average(), 2))), amount.Window.StandardDeviation.Value!.Value, 1e-9);
        Assert.Equal(rows.Count(row => row.Features is { Amount: null }) / (double)reading.Counted, amount.Window.Missing.Value!.Value, 1e-12);
        Assert.Equal(rows.Count(row => row.Features?.Amount is string) / (double)rows.Count(row => row.Features?.Amount is not null), amount.Window.TypeErrors.Value!.Value, 1e-12);
        AssertCountries(rows, reading.Figures.Single(feature => feature.Name == "country"));
    }

    /// <summary>Predictions of its window that a reading counts when nothing is missing.</summary>
    public int Counted(FeatureReading reading) => Sent(reading).Count(row => row.Features is not null);

    private static void AssertCountries(List<Row> rows, FeatureFigures country)
    {
        Assert.All(country.Bins.Where(bin => bin.Category is not null), bin => Assert.Equal(rows.Count(row => row.Features?.Country == bin.Category), bin.Count));
        Assert.Equal(rows.Count(row => row.Features?.Country == "moon") / (double)rows.Count(row => row.Features is not null), country.Window.Unseen.Value!.Value, 1e-12);
    }

    private List<Row> Sent(FeatureReading reading) =>
        [.. _rows.Where(row => (reading.Key.Version ?? row.Version) == row.Version && row.At >= reading.From && row.At < reading.To)];

    private sealed record Row(string Version, DateTimeOffset At, Shop? Features);

    private sealed record Shop(object? Amount, string Country);
}
