using System.Text;
using Dashboard.Core.Evaluations;

namespace Dashboard.Tests.Evaluations;

public class RecognitionTests
{
    [Theory]
    [InlineData("prediction,ground_truth\na,b\n")]
    [InlineData("id;Predicted;Actual\n1;a;b\n")]
    [InlineData("Y Pred\ty_true\na\tb\n")]
    [InlineData("\"y_true\",\"y_hat\"\r\n\"b\",\"a\"\r\n")]
    [InlineData("\uFEFFlabel|pred\nb|a")]
    public async Task Columns_and_separators_are_recognised(string text)
    {
        var evaluation = await EvaluatedFile.OfCsvAsync(text);

        Assert.Equal((1, 0), (evaluation.Head.Rows, evaluation.Head.Rejected));
        Assert.Equal(["a", "b"], evaluation.Matrix!.Labels);
        Assert.Equal([0, 0], evaluation.Matrix.Counts[0]);
        Assert.Equal([1, 0], evaluation.Matrix.Counts[1]); // The ground truth is b, the prediction a.
    }

    [Fact]
    public async Task Columns_can_be_named_by_hand()
    {
        var choice = new ColumnChoice { Prediction = "A b", GroundTruth = "prediction", Segments = ["land"] };
        var evaluation = await EvaluatedFile.OfCsvAsync("A b,prediction,land\nx,y,DE\n", EvaluatedFile.Request with { Columns = choice });

        Assert.Equal([1, 0], evaluation.Matrix!.Counts[1]);
        Assert.Equal("DE", Assert.Single(evaluation.Segments).Value);
        var missing = await EvaluatedFile.RefusalOfCsvAsync("a,b\n1,2\n", EvaluatedFile.Request with { Columns = choice });
        Assert.Equal(("column_missing", "prediction"), (missing.Code, missing.Parameter));
        Assert.Equal(["a", "b"], missing.Columns);
    }

    [Theory]
    [InlineData("1,0 0,0 1,1", EvaluationKind.Classification)]
    [InlineData("1.0,0.0 0,0 1,1.0", EvaluationKind.Classification)]
    [InlineData("1.5,1 2.5,2.25 3,3", EvaluationKind.Regression)]
    [InlineData("4,4 3.25,3 2,5", EvaluationKind.Regression)] // Ratings: only the predictions have fractions.
    [InlineData("nan,1 inf,0 1,1", EvaluationKind.Classification)]
    [InlineData("a,1.5 b,2.5 3,3.5", EvaluationKind.Classification)]
    public async Task The_kind_is_recognised(string rows, EvaluationKind kind)
    {
        var evaluation = await EvaluatedFile.OfCsvAsync("y_pred,y_true\n" + rows.Replace(' ', '\n'));
        Assert.Equal(kind, evaluation.Head.Kind);
    }

    [Fact]
    public async Task Many_whole_numbers_are_a_regression_and_many_rows_change_nothing()
    {
        var text = new StringBuilder("y_pred,y_true\n");
        for (var i = 0; i < 25_000; i++)
        {
            text.Append(i % 200).Append(',').Append(i % 199).Append('\n');
        }

        var (read, given) = (await EvaluatedFile.OfCsvAsync(text.ToString()), await EvaluatedFile.OfCsvAsync(text.ToString(), EvaluatedFile.Request with { Kind = EvaluationKind.Regression }));
        Assert.Equal((EvaluationKind.Regression, 25_000), (read.Head.Kind, read.Head.Rows));
        Assert.Equal(given.Head.Figures, read.Head.Figures);
    }

    [Fact]
    public async Task One_is_the_same_label_with_and_without_decimals()
    {
        var evaluation = await EvaluatedFile.OfCsvAsync("prediction,label\n1,1.0\n0,0.00\n-1,-1.0\n");
        Assert.Equal(["-1", "0", "1"], evaluation.Matrix!.Labels);
        Assert.Equal(1, evaluation.Head.FigureOf("accuracy")!.Value.Value);
    }

    [Fact]
    public async Task The_only_version_is_the_version_and_several_are_a_segment()
    {
        var one = await EvaluatedFile.OfCsvAsync("prediction,label,version\na,a,v2\nb,b,v2\n");
        Assert.Equal("v2", one.Head.Version);
        Assert.Empty(one.Segments);
        var two = await EvaluatedFile.OfCsvAsync("prediction,label,version\na,a,v2\nb,a,v3\n");
        Assert.Null(two.Head.Version);
        Assert.Equal([("version", "v2", 1.0), ("version", "v3", 0.0)], two.Segments.Select(s => (s.Segment, s.Value, s.Figures.First(f => f.Name == "accuracy").Figure.Value!.Value)));
    }

    [Fact]
    public async Task An_export_of_this_product_is_recognised()
    {
        var evaluation = await EvaluatedFile.OfCsvAsync("""
            id,model,version,timestamp,prediction,score,latency_ms,status,error,ground_truth,ground_truth_timestamp,segments.country,features.amount,scores.fraud,scores.legit
            1,fraud,2,2026-11-23T12:00:00.1234567Z,fraud,0.9,1.5,ok,,fraud,2026-11-23T12:00:01.0000000Z,DE,4,0.9,0.1
            2,fraud,2,2026-11-23T13:00:00.0000000Z,legit,0.8,1.5,ok,,fraud,2026-11-23T12:00:01.0000000Z,FR,4,0.2,0.8
            3,fraud,2,2026-11-23T13:00:00.0000000Z,,,1.5,error,boom,,,FR,4,,
            """);

        Assert.Equal((2, 1), (evaluation.Head.Rows, evaluation.Head.Rejected));
        Assert.Equal("2", evaluation.Head.Version);
        Assert.Equal(["country", "country"], evaluation.Segments.Select(segment => segment.Segment));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 13, 0, 0, TimeSpan.Zero), evaluation.Head.To);
        Assert.NotNull(evaluation.Head.FigureOf("log_loss")!.Value.Value);
    }

    [Theory]
    [InlineData("prediction,label,score", null)]
    [InlineData("prediction,label,proba_a,proba_b", null)]
    [InlineData("prediction,label,score", EvaluationKind.Classification)]
    public async Task Scores_that_are_empty_in_every_row_count_as_none(string header, EvaluationKind? kind)
    {
        var empty = new string(',', header.Count(c => c == ',') - 1);
        var evaluation = await EvaluatedFile.OfCsvAsync($"{header}\na,a{empty}\nb,a{empty}\na,{empty}\n", EvaluatedFile.Request with { Kind = kind });

        Assert.Equal((2, 1, 0), (evaluation.Head.Rows, evaluation.Head.Unlabelled, evaluation.Head.Rejected));
        Assert.Equal(0.5, evaluation.Head.FigureOf("accuracy")!.Value.Value);
        Assert.Null(evaluation.Head.FigureOf("roc_auc"));
        Assert.Contains("the scores were left out: there is none in any row", evaluation.Notices);
    }

    [Fact]
    public async Task Numbers_with_an_empty_score_are_a_regression()
    {
        var evaluation = await EvaluatedFile.OfCsvAsync("prediction,label,score\n1.5,1,\n2.5,2.25,\n3,,\n");

        Assert.Equal((EvaluationKind.Regression, 2, 1, 0), (evaluation.Head.Kind, evaluation.Head.Rows, evaluation.Head.Unlabelled, evaluation.Head.Rejected));
        Assert.Equal(0.375, evaluation.Head.FigureOf("mae")!.Value.Value);
    }

    [Fact]
    public async Task One_score_makes_every_row_without_one_wrong_also_those_before_it()
    {
        var evaluation = await EvaluatedFile.OfCsvAsync("prediction,label,score\n1,1,\n0.5,0.5,\n0,0,0.1\n1,1,0.9\n1,0,\n");

        Assert.Equal((EvaluationKind.Classification, 2), (evaluation.Head.Kind, evaluation.Head.Rows));
        Assert.Equal([(2L, "is empty"), (3L, "is empty"), (6L, "is empty")], evaluation.RejectedRows.Select(row => (row.Line, row.Reason)));
        Assert.Equal(["0", "1"], evaluation.Matrix!.Labels);
        Assert.Equal(1, evaluation.Head.FigureOf("roc_auc")!.Value.Value);
    }

    [Fact]
    public async Task A_score_after_the_first_rows_still_counts()
    {
        var rows = string.Concat(Enumerable.Repeat("1,1,\n", KindRecognition.Sample + 1));
        var evaluation = await EvaluatedFile.OfCsvAsync($"prediction,label,score\n{rows}0,0,0.1\n1,1,0.9\n");

        Assert.Equal((2, KindRecognition.Sample + 1), (evaluation.Head.Rows, evaluation.Head.Rejected));
        Assert.Equal(1, evaluation.Head.FigureOf("roc_auc")!.Value.Value);
    }
}
