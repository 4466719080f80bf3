using System.Text.Json;
using Dashboard.Core.Predictions;

namespace Dashboard.Components.Panels;

/// <summary>A first prediction and its ground truth, to be copied.</summary>
/// <param name="Text">For a server's address, which ends with a slash.</param>
internal sealed record FirstEvents(string Language, Func<string, string> Text)
{
    public static readonly IReadOnlyList<FirstEvents> All = [new("curl", Curl), new("C#", CSharp), new("Python", Python)];

    /// <summary>A prediction with two segments.</summary>
    public static string WithSegments(string server, string model) => $$"""
        curl {{server}}api/v1/events -H "Content-Type: application/json" \
          -d '{{Json(new { id = "a1", model, prediction = "fraud", segments = new { country = "DE", channel = "app" } })}}'
        """;

    /// <summary>What the shadow of a model is called, unless somebody chose another name.</summary>
    public static string UsualShadow(Model model) => $"{model.Name}-shadow";

    /// <summary>A prediction, the same one answered in the shadow, and the ground truth of both.</summary>
    public static string WithShadow(string server, Model model)
    {
        var (said, shadow) = model.IsRegression ? ((object)120.5, (object)118.2) : ("fraud", "legit");
        return $$"""
            curl {{server}}api/v1/events -H "Content-Type: application/json" \
              -d '[{{Json(new { id = "a1", model = model.Name, prediction = said })}},
                   {{Json(new { id = "a1", model = UsualShadow(model), prediction = shadow })}}]'

            curl {{server}}api/v1/events -H "Content-Type: application/json" \
              -d '{{Json(new { type = "ground_truth", id = "a1", model = model.Name, ground_truth = said })}}'
            """;
    }

    private static string Json(object sent) => JsonSerializer.Serialize(sent);

    private static string Curl(string server) => $$"""
        curl {{server}}api/v1/events -H "Content-Type: application/json" \
          -d '{"id":"a1","model":"fraud","version":"1","prediction":"fraud","latency_ms":41}'

        curl {{server}}api/v1/events -H "Content-Type: application/json" \
          -d '{"type":"ground_truth","id":"a1","model":"fraud","ground_truth":"fraud"}'
        """;

    private static string CSharp(string server) => $$"""
        using System.Net.Http.Json;

        using var http = new HttpClient { BaseAddress = new Uri("{{server}}") };
        await http.PostAsJsonAsync("api/v1/events",
            new { id = "a1", model = "fraud", version = "1", prediction = "fraud", latency_ms = 41 });

        await http.PostAsJsonAsync("api/v1/events",
            new { type = "ground_truth", id = "a1", model = "fraud", ground_truth = "fraud" });
        """;

    private static string Python(string server) => $$"""
        import json, urllib.request

        def send(event):
            urllib.request.urlopen(urllib.request.Request("{{server}}api/v1/events",
                json.dumps(event).encode(), {"Content-Type": "application/json"}))

        send({"id": "a1", "model": "fraud", "version": "1", "prediction": "fraud", "latency_ms": 41})
        send({"type": "ground_truth", "id": "a1", "model": "fraud", "ground_truth": "fraud"})
        """;
}
