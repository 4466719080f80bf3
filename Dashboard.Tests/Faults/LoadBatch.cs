using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dashboard.Tests.Faults;

/// <summary>
/// One request of a known sender: predictions with known ids, the ground truth of the batch before, a retraction of one
/// that came with that, and one event that is refused. Sender and number decide everything but the time, so that what must be stored can be told without keeping it.
/// </summary>
internal sealed record LoadBatch(int Sender, int Number, DateTimeOffset At)
{
    public const string Model = "load";
    public const int Predictions = 10;

    /// <summary>Its truth comes with the next batch and is taken back by the one after that.</summary>
    private const int RetractedPosition = 4;

    /// <summary>Every third prediction brings its truth along; the others get it from the next batch.</summary>
    public static bool IsInline(int position) => position % 3 == 0;

    public static string Predicted(int number, int position) => (number + position) % 2 == 0 ? "yes" : "no";

    public static string Truth(int number, int position) => (number + position) % 5 == 0 ? "no" : "yes";

    public static double LatencyMs(int number, int position) => 1 + ((number * 7) + position) % 100;

    /// <summary>Truths that travel as events of their own.</summary>
    public int GroundTruths => Number == 0 ? 0 : Enumerable.Range(0, Predictions).Count(position => !IsInline(position));

    /// <summary>Whose truth it takes back; null in the first two batches.</summary>
    public string? RetractedId => Number < 2 ? null : IdOf(Sender, Number - 2, RetractedPosition);

    public IEnumerable<string> Ids => Enumerable.Range(0, Predictions).Select(position => IdOf(Sender, Number, position));

    public static string IdOf(int sender, int number, int position) =>
        string.Create(CultureInfo.InvariantCulture, $"s{sender}-{number}-{position}");

    public HttpContent ToContent()
    {
        var lines = new StringBuilder();
        for (var position = 0; position < Predictions; position++)
        {
            Append(lines, new
            {
                id = IdOf(Sender, Number, position),
                model = Model,
                timestamp = At,
                prediction = Predicted(Number, position),
                latency_ms = LatencyMs(Number, position),
                ground_truth = IsInline(position) ? Truth(Number, position) : null,
            });
            if (Number > 0 && !IsInline(position))
            {
                Append(lines, new
                {
                    type = "ground_truth",
                    id = IdOf(Sender, Number - 1, position),
                    model = Model,
                    ground_truth = Truth(Number - 1, position),
                    timestamp = At,
                });
            }
        }

        if (RetractedId is { } id)
        {
            Append(lines, new { type = "retraction", id, model = Model, timestamp = At });
        }

        Append(lines, new { model = Model, prediction = "yes", latency_ms = -1 });
        return new StringContent(lines.ToString(), Encoding.UTF8, "application/x-ndjson");
    }

    private static void Append(StringBuilder lines, object value) => lines.Append(JsonSerializer.Serialize(value)).Append('\n');
}
