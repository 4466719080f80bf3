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
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

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

    /// <summary>Compares a number with a case, by the tolerance of the case or by another relative one.</summary>
    public void Check(string metric, double? got, double? relative = null) => Compare(metric, this[metric].GetDouble(), got, relative);

    /// <summary>Compares a figure with a case: undefined, with a reason, exactly where the case has no value.</summary>
    public void Check(string metric, Core.Metrics.Figure got, double? relative = null)
    {
        if (this[metric].ValueKind != JsonValueKind.Null)
        {
            Check(metric, got.Value, relative);
            return;
        }

        Assert.Null(got.Value);
        Assert.NotEmpty(got.Undefined!);
        MarkSeen(metric);
    }

    /// <summary>Says that a test has compared a case by other means.</summary>
    public void MarkSeen(string metric)
    {
        Assert.True(_cases.ContainsKey(metric), metric);
        _seen.Add(metric);
        Checked++;
    }

    /// <summary>Holds that every case was compared, except those named here with the reason.</summary>
    public void CheckNothingForgotten(ITestOutputHelper output, params (string Metric, string Reason)[] skipped)
    {
        Assert.Equal(_cases.Keys.Except(_seen).Order(StringComparer.Ordinal), skipped.Select(s => s.Metric).Order(StringComparer.Ordinal));
        output.WriteLine($"{_name}: {Checked} values of {_seen.Count} cases compared, {skipped.Length} cases skipped");
        foreach (var (metric, reason) in skipped)
        {
            output.WriteLine($"  skipped {metric}: {reason}");
        }
    }

    /// <summary>Compares both ends of an interval with a case whose value is a pair.</summary>
    public void Check(string metric, Core.Metrics.Interval? got)
    {
        Compare(metric, this[metric][0].GetDouble(), got?.Low, null);
        Compare(metric, this[metric][1].GetDouble(), got?.High, null);
    }

    /// <summary>Compares a number with a part of a case's value, by the tolerance of the case.</summary>
    public void CheckPart(string metric, double value, double? got) => Compare(metric, value, got, null);

    public static JsonElement Document(string name) => JsonDocument.Parse(File.ReadAllText(PathOf(name + ".json"))).RootElement;

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private void Compare(string metric, double value, double? got, double? relative)
    {
        var tolerance = relative * Math.Abs(value) ?? Math.Max(
            _cases[metric].GetProperty("abs_tol").GetDouble(), _cases[metric].GetProperty("rel_tol").GetDouble() * Math.Abs(value));
        Assert.True(got is not null && Math.Abs(got.Value - value) <= tolerance, $"{_name} {metric}: got {got:R}, expected {value:R} +- {tolerance:R}");
        MarkSeen(metric);
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Reference", file);
}
