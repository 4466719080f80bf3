using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Xunit;

namespace Dashboard.Tests.Reference;

/// <summary>A golden data set: rows and the values scikit-learn, scipy or numpy gave for them. See README.md beside it.</summary>
internal sealed class Golden
{
    private readonly string _name;
    private readonly string _table;
    private readonly Dictionary<string, JsonElement> _cases = new(StringComparer.Ordinal);

    /// <param name="table">The file of rows, when it has another name.</param>
    public Golden(string name, string? table = null)
    {
        _name = name;
        _table = table ?? name;
        Root = Document(name);
        foreach (var item in Root.GetProperty("cases").EnumerateArray())
        {
            if (item.TryGetProperty("metric", out var metric))
            {
                _cases[metric.GetString()!] = item;
            }
        }
    }

    public JsonElement Root { get; }

    /// <summary>Values compared so far.</summary>
    public int Checked { get; private set; }

    public IEnumerable<JsonElement> Cases => Root.GetProperty("cases").EnumerateArray();

    public JsonElement this[string metric] => _cases[metric].GetProperty("value");

    public JsonElement Case(string metric) => _cases[metric];

    public List<Dictionary<string, string>> Rows()
    {
        using var csv = CsvReader.FromFile(PathOf(_table + ".csv"));
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(csv.Headers!.Select((name, i) => (name, Text: csv.GetString(i))).ToDictionary(c => c.name, c => c.Text, StringComparer.Ordinal));
        }

        return rows;
    }

    /// <summary>Compares a number with a case, by the tolerance of the case.</summary>
    public void Check(string metric, double? got) => Check(metric, this[metric].GetDouble(), got);

    /// <summary>Compares both ends of an interval with a case whose value is a pair.</summary>
    public void Check(string metric, Core.Metrics.Interval? got)
    {
        Check(metric, this[metric][0].GetDouble(), got?.Low);
        Check(metric, this[metric][1].GetDouble(), got?.High);
    }

    /// <summary>Compares a number with a part of a case's value, by the tolerance of the case.</summary>
    public void CheckPart(string metric, double value, double? got) => Check(metric, value, got);

    public static JsonElement Document(string name) => JsonDocument.Parse(File.ReadAllText(PathOf(name + ".json"))).RootElement;

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private void Check(string metric, double value, double? got)
    {
        var tolerance = Math.Max(
            _cases[metric].GetProperty("abs_tol").GetDouble(), _cases[metric].GetProperty("rel_tol").GetDouble() * Math.Abs(value));
        Assert.True(got is not null && Math.Abs(got.Value - value) <= tolerance, $"{_name} {metric}: got {got:R}, expected {value:R} +- {tolerance:R}");
        Checked++;
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Reference", file);
}
