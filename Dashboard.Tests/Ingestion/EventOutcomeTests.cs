using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Ingestion;

/// <summary>What predictions and ground truths mean for the kind of their model.</summary>
public sealed class EventOutcomeTests
{
    private readonly ParserBench _bench = new();

    [Theory]
    [InlineData("\"a\"", OutcomeKind.Text)]
    [InlineData("true", OutcomeKind.Boolean)]
    [InlineData("2.5", OutcomeKind.Number)]
    public void The_first_event_decides_the_kind(string prediction, OutcomeKind expected)
    {
        Assert.Equal(expected, Send("m", prediction).Version.Model.OutcomeKind);
    }

    [Theory]
    [InlineData(DeclaredKind.Classification, "1", OutcomeKind.Text)]
    [InlineData(DeclaredKind.Classification, "false", OutcomeKind.Boolean)]
    [InlineData(DeclaredKind.Regression, "1", OutcomeKind.Number)]
    public void A_declaration_decides_before_the_first_event(DeclaredKind declared, string prediction, OutcomeKind expected)
    {
        var bench = new ParserBench(new DeclaredModels { ["m"] = new DeclaredModel { Kind = declared } });

        Assert.Equal(expected, bench.Prediction(Body("m", prediction)).Version.Model.OutcomeKind);
    }

    [Theory]
    [InlineData("\"a\"", "true")]
    [InlineData("true", "\"true\"")]
    [InlineData("true", "1")]
    [InlineData("1", "\"1\"")]
    [InlineData("1", "false")]
    public void Another_kind_is_refused_afterwards(string first, string second)
    {
        Send("m", first);

        Assert.Equal("label_kind_mismatch", _bench.Issue(Body("m", second)).Code);
    }

    [Fact]
    public void A_number_as_first_ground_truth_makes_a_regression_model()
    {
        using var truth = _bench.Json("""{"type":"ground_truth","id":"1","model":"m","ground_truth":1}""");

        Assert.Equal("label_kind_mismatch", _bench.Issue(Body("m", "\"1\"")).Code);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("10e-1", "1")]
    [InlineData("-0.0", "0")]
    [InlineData("0.50", "0.5")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void Numbers_in_a_text_model_are_labels_by_their_canonical_text(string number, string label)
    {
        Send("m", "\"first\"");

        var row = Send("m", number);

        Assert.Equal(label, row.Version.Model.Labels[row.Predicted.LabelCode]);
    }

    [Fact]
    public void Integers_beyond_two_to_the_53_stay_apart()
    {
        Send("m", "\"first\"");

        Assert.NotEqual(Send("m", "9007199254740993").Predicted, Send("m", "9007199254740992").Predicted);
    }

    [Fact]
    public void A_label_beyond_the_limit_is_taken_and_unlisted()
    {
        var bench = new ParserBench(limits: new CatalogLimits { LabelsPerModel = 1 });
        bench.Prediction(Body("m", "\"a\""));

        using var request = bench.Json(Body("m", "\"b\""));

        var row = Assert.Single(request.Events.Predictions.ToArray());
        Assert.True(row.Predicted.IsUnlisted);
        Assert.Equal("b", request.Events.TextString(row.PredictedText));
    }

    [Fact]
    public void Names_beyond_their_limits_are_refused_and_known_ones_go_on()
    {
        var bench = new ParserBench(limits: new CatalogLimits { Models = 1, VersionsPerModel = 1, FieldNames = 1 });
        bench.Prediction("""{"model":"m","prediction":"a","segments":{"s":"1"}}""");

        AssertLimit(bench.Issue("""{"model":"n","prediction":"a"}"""), "/model");
        AssertLimit(bench.Issue("""{"model":"m","version":"2","prediction":"a"}"""), "/version");
        AssertLimit(bench.Issue("""{"model":"m","prediction":"a","features":{"t":1}}"""), "/features");
        bench.Prediction("""{"model":"m","prediction":"a","segments":{"s":"2"}}""");
    }

    [Fact]
    public void The_fingerprint_depends_on_everything_but_the_id()
    {
        const string Full = """{"id":"1","model":"m","version":"v","prediction":"a","score":0.5,"scores":{"a":0.5,"b":0.5},"latency_ms":2,"segments":{"k":"x"},"features":{"f":1,"g":true}}""";
        string[] others =
        [
            Full.Replace("\"v\"", "\"w\""), Full.Replace("\"prediction\":\"a\"", "\"prediction\":\"b\""), Full.Replace("\"score\":0.5", "\"score\":0.6"),
            Full.Replace("\"a\":0.5", "\"a\":0.4"), Full.Replace("2,", "3,"), Full.Replace("\"x\"", "\"y\""), Full.Replace("\"f\":1", "\"f\":2"),
            Full.Replace("true", "false"), Full.Replace("\"f\"", "\"h\""), Full.Replace("segments", "features").Replace("\"features\":{\"f\":1,\"g\":true}", "\"segments\":{}"),
            Full.Replace("}}", "},\"ground_truth\":\"a\"}"), Full.Replace("}}", "},\"timestamp\":\"2026-11-23T12:00:00Z\"}"),
            Full.Replace("\"score\":0.5,", "\"status\":\"error\",\"score\":0.5,"),
        ];

        var prints = others.Prepend(Full).Select(body => _bench.Prediction(body).Fingerprint).ToList();

        Assert.Equal(prints.Count, prints.Distinct().Count());
        Assert.Equal(prints[0], _bench.Prediction(Full.Replace("\"1\"", "\"2\"")).Fingerprint);
        Assert.Equal(prints[0], _bench.Prediction(Full.Replace("\"f\":1,\"g\":true", "\"g\":true,\"f\":1.0")).Fingerprint);
    }

    private static void AssertLimit(EventIssue issue, string pointer) => Assert.Equal(("cardinality_limit", pointer), (issue.Code, issue.Pointer));

    private PredictionRow Send(string model, string prediction) => _bench.Prediction(Body(model, prediction));

    private static string Body(string model, string prediction) => $$"""{"model":"{{model}}","prediction":{{prediction}}}""";
}
