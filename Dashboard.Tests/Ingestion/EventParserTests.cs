using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Ingestion;

public sealed class EventParserTests
{
    private readonly ParserBench _bench = new();

    [Fact]
    public void A_full_prediction_becomes_a_row_with_every_field()
    {
        using var request = _bench.Json("""
            {"type":"prediction","id":"p-1","model":"fraud","version":"v2","timestamp":"2026-11-23T12:30:00.123456789+01:00",
             "prediction":"fraud","score":0.93,"scores":{"fraud":0.93,"ok":0.07},"latency_ms":12.3456,"status":"ok",
             "segments":{"country":"DE"},"features":{"amount":12.5,"new":true,"old":false,"channel":"web","gap":null},
             "metadata":{"any":[1,{"thing":2}]},"x-trace":"abc","ground_truth":"ok"}
            """);

        Assert.Empty(request.Issues);
        var row = Assert.Single(request.Events.Predictions.ToArray());
        var fraud = _bench.Catalog.Find("fraud")!;
        Assert.Equal(("fraud", "v2"), (row.Version.Model.Name, row.Version.Name));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 11, 30, 0, TimeSpan.Zero).UtcTicks + 1_234_567, row.EventTicks);
        Assert.Equal(ParserBench.Now.UtcTicks, row.ReceivedTicks);
        Assert.Equal("p-1", request.Events.TextString(row.Id));
        Assert.Equal(PredictionKey.Of(fraud, "p-1"u8), row.Key);
        Assert.Equal("fraud", fraud.Labels[row.Predicted.LabelCode]);
        Assert.Equal(0.93, row.Score);
        Assert.Equal(12_346, row.LatencyMicros);
        Assert.Equal(PredictionFlags.None, row.Flags);
        Assert.Equal(
            ["Score fraud=0.93", "Score ok=0.07", "Segment country=DE", "Feature amount=12.5", "Feature new=True", "Feature old=False", "Feature channel=web"],
            Attributes(request.Events, row));

        var truth = Assert.Single(request.Events.GroundTruths.ToArray());
        Assert.Equal((row.Key, row.EventTicks), (truth.Key, truth.EventTicks));
        Assert.Equal("ok", fraud.Labels[truth.Truth.LabelCode]);
        Assert.Equal([0, 0], request.Indexes);
    }

    [Fact]
    public void What_is_absent_gets_its_default()
    {
        using var request = _bench.Json("""[{"model":"m","prediction":"a"},{"model":"m","prediction":"a","id":null,"version":null,"score":null}]""");

        Assert.All(request.Events.Predictions.ToArray(), row =>
        {
            Assert.Equal("1", row.Version.Name);
            Assert.Equal(ParserBench.Now.UtcTicks, row.EventTicks);
            Assert.Equal(PredictionFlags.TimestampAssigned, row.Flags);
            Assert.Equal(double.NaN, row.Score);
            Assert.Equal(-1, row.LatencyMicros);
            Assert.True(row.Error.IsEmpty && row.Attributes.IsEmpty && row.PredictedText.IsEmpty);
        });
        Assert.Equal([0, 1], request.AssignedIds.Select(id => id.Index));
        Assert.Equal(request.AssignedIds.Select(id => id.Id), request.Events.Predictions.ToArray().Select(row => request.Events.TextString(row.Id)));
        Assert.All(request.AssignedIds, id => Assert.Equal(7, Guid.Parse(id.Id).Version));
    }

    [Fact]
    public void A_ground_truth_event_becomes_a_row_even_before_its_prediction()
    {
        using var request = _bench.Json("""{"type":"ground_truth","id":"p-1","model":"m","ground_truth":"yes","timestamp":"2026-11-22T12:00:00Z"}""");

        var row = Assert.Single(request.Events.GroundTruths.ToArray());
        Assert.Equal("m", row.Model.Name);
        Assert.Equal(ParserBench.Now.AddDays(-1).UtcTicks, row.EventTicks);
        Assert.Equal(PredictionKey.Of(row.Model, "p-1"u8), row.Key);
        Assert.Empty(row.Model.Versions);
    }

    [Fact]
    public void A_retraction_is_a_ground_truth_row_that_says_nothing_and_decides_no_kind()
    {
        using var request = _bench.Json("""[{"type":"retraction","id":"p-1","model":"m","timestamp":"2026-11-22T12:00:00Z"},{"type":"retraction","id":"p-2","model":"m","ground_truth":null}]""");

        Assert.Empty(request.Issues);
        Assert.All(request.Events.GroundTruths.ToArray(), row => Assert.True(row.IsRetraction && row.TruthText.IsEmpty));
        var first = request.Events.GroundTruths[0];
        Assert.Equal((PredictionKey.Of(first.Model, "p-1"u8), ParserBench.Now.AddDays(-1).UtcTicks), (first.Key, first.EventTicks));
        Assert.Equal(ParserBench.Now.UtcTicks, request.Events.GroundTruths[1].EventTicks);
        Assert.Equal(OutcomeKind.Undecided, first.Model.OutcomeKind);
        Assert.Empty(first.Model.Versions);
    }

    [Fact]
    public void A_retraction_with_a_value_is_told_to_be_a_correction()
    {
        _bench.Prediction("""{"model":"m","prediction":"a"}""");

        var issue = _bench.Issue("""{"type":"retraction","id":"p-1","model":"m","ground_truth":"yes"}""");

        Assert.Equal(("unknown_property", "/ground_truth"), (issue.Code, issue.Pointer));
        Assert.Contains("send a ground_truth event", issue.Message);
    }

    [Fact]
    public void A_failed_prediction_needs_no_outcome()
    {
        using var request = _bench.Json("""{"model":"m","id":"1","status":"error","error":"timeout\nafter 3 s"}""");

        var row = Assert.Single(request.Events.Predictions.ToArray());
        Assert.True(row.IsFailed);
        Assert.True(row.Predicted.IsNone);
        Assert.Equal("timeout\nafter 3 s", request.Events.TextString(row.Error));
        Assert.Equal(OutcomeKind.Undecided, row.Version.Model.OutcomeKind);
    }

    [Fact]
    public void Lines_are_events_and_keep_their_numbers()
    {
        using var request = _bench.Ndjson("{\"model\":\"m\",\"id\":\"1\",\"prediction\":\"a\"}\r\n\r\n \nnot json\n{\"model\":\"m\",\"id\":\"2\",\"prediction\":\"b\"}");

        Assert.Equal(3, request.Received);
        Assert.Equal([1, 5], request.Lines);
        Assert.Equal([0, 2], request.Indexes);
        var issue = Assert.Single(request.Issues);
        Assert.Equal((1, 4, "json_invalid"), (issue.Index, issue.Line, issue.Code));
    }

    [Fact]
    public void An_invalid_event_is_named_and_its_neighbours_are_taken()
    {
        using var request = _bench.Json("""
            [{"model":"m","id":"1","prediction":"a"}, 7, {"model":"other","latency_ms":-1,"id":"2","prediction":"a"}, {"model":"m","id":"3","prediction":"a"}]
            """);

        Assert.Equal(4, request.Received);
        Assert.Equal(2, request.Events.PredictionCount);
        Assert.Equal(
            [(1, null, "event_not_object", ""), (2, "2", "number_range", "/latency_ms")],
            request.Issues.Select(i => (i.Index, i.Id, i.Code, i.Pointer)));
        Assert.Null(_bench.Catalog.Find("other"));
    }

    [Theory]
    [InlineData("""[{"model":"new","id":"1","prediction":"a"},{"model":"m" """)]
    [InlineData("""[{"model":"new","id":"1","prediction":"a"}] {}""")]
    [InlineData("""[{"model":"new","id":"1","prediction":"a"},[[[[[[[[9]]]]]]]]]""")]
    [InlineData("""{"model":"new","id":"1","prediction":"a"} {}""")]
    public void A_refused_body_leaves_no_model_behind(string body)
    {
        _bench.Refusal(body);

        Assert.Null(_bench.Catalog.Find("new"));
    }

    [Fact]
    public void Too_many_events_are_refused_before_a_model_is_made()
    {
        var bench = new ParserBench(options: new() { MaxEventsPerRequest = 2 });

        Assert.Equal("too_many_events", bench.Refusal("""[{"model":"new","id":"1","prediction":"a"},null,null]"""));
        Assert.Null(bench.Catalog.Find("new"));
    }

    [Fact]
    public void A_strict_request_takes_all_or_nothing()
    {
        using var request = _bench.Json("""[{"model":"new","id":"1","prediction":"a"},{"model":"new"}]""", strict: true);

        Assert.Equal(0, request.Events.Count);
        Assert.Equal(["strict_not_taken", "required"], request.Issues.Select(i => i.Code));
        Assert.Null(_bench.Catalog.Find("new"));

        using var good = _bench.Json("""[{"model":"new","id":"1","prediction":"a"}]""", strict: true);
        Assert.Equal(1, good.Events.Count);
    }

    private List<string> Attributes(EventBatch events, PredictionRow row)
    {
        var list = new List<string>();
        foreach (var attribute in new AttributeReader(events.Text(row.Attributes)))
        {
            var value = attribute.Type switch
            {
                AttributeType.Text => System.Text.Encoding.UTF8.GetString(attribute.Text),
                AttributeType.Number => attribute.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => attribute.Type.ToString(),
            };
            list.Add($"{attribute.Group} {_bench.Catalog.FieldNames[attribute.NameId]}={value}");
        }

        return list;
    }
}
