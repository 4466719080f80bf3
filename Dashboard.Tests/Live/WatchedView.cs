using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Tests.Live;

/// <summary>A client's view of one stream, kept as docs/live-api.md tells client authors to keep theirs.</summary>
internal sealed class WatchedView
{
    private string[] _paths = [];

    public long Number { get; private set; }

    public JsonNode Figures { get; private set; } = new JsonObject();

    /// <summary>Rows in the order of their time, the first cell.</summary>
    public JsonArray Points { get; private set; } = [];

    public void Take(JsonElement message)
    {
        Number = message.GetProperty("number").GetInt64();
        if (message.GetProperty("reset").GetBoolean())
        {
            Figures = JsonNode.Parse(message.GetProperty("figures").GetRawText())!;
            _paths = message.GetProperty("paths").Deserialize<string[]>()!;
            Points = (JsonArray)JsonNode.Parse(message.GetProperty("points").GetRawText())!;
            return;
        }

        SetChanged(message.GetProperty("changed").GetBytesFromBase64(), message.GetProperty("values").EnumerateArray());
        foreach (var row in message.GetProperty("points").EnumerateArray())
        {
            Put(JsonNode.Parse(row.GetRawText())!);
        }

        var oldest = Figures["series"]!["oldest"]?.GetValue<string>();
        while (Points.Count > 0 && (oldest is null || string.CompareOrdinal(TimeOf(Points[0]!), oldest) < 0))
        {
            Points.RemoveAt(0);
        }
    }

    private void SetChanged(byte[] changed, IEnumerable<JsonElement> values)
    {
        using var value = values.GetEnumerator();
        for (var i = 0; i < _paths.Length; i++)
        {
            if ((changed[i / 8] >> (i % 8) & 1) == 1)
            {
                Assert.True(value.MoveNext());
                Set(_paths[i], JsonNode.Parse(value.Current.GetRawText()));
            }
        }

        Assert.False(value.MoveNext());
    }

    private void Set(string pointer, JsonNode? value)
    {
        string[] steps = pointer[1..].Split('/');
        var parent = steps[..^1].Aggregate(Figures, (node, step) => node is JsonArray list ? list[Index(step)]! : node[step]!);
        if (parent is JsonArray array)
        {
            array[Index(steps[^1])] = value;
        }
        else
        {
            parent[steps[^1]] = value;
        }
    }

    private void Put(JsonNode row)
    {
        var at = 0;
        while (at < Points.Count && string.CompareOrdinal(TimeOf(Points[at]!), TimeOf(row)) < 0)
        {
            at++;
        }

        if (at < Points.Count && TimeOf(Points[at]!) == TimeOf(row))
        {
            Points.RemoveAt(at);
        }

        Points.Insert(at, row);
    }

    private static string TimeOf(JsonNode row) => row[0]!.GetValue<string>();

    private static int Index(string step) => int.Parse(step, CultureInfo.InvariantCulture);
}
