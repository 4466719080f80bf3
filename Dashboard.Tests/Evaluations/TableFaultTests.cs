using System.Text;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Exchange.Csv;

namespace Dashboard.Tests.Evaluations;

/// <summary>Files as they come: a bad row is reported and left out, a bad file is refused with a reason.</summary>
public class TableFaultTests
{
    [Theory]
    [InlineData("b,\"b\"x", 3, null, "text behind a closing quote")]
    [InlineData("b,b\"x", 3, null, "quote inside an unquoted field")]
    [InlineData("b", 3, null, "has 1 fields where the header has 2")]
    [InlineData("b,b,b", 3, null, "has 3 fields where the header has 2")]
    [InlineData(",b", 3, "prediction", "is empty")]
    [InlineData("\"\r\nb\",b", 3, "prediction", "has control characters")]
    public async Task A_bad_row_is_listed_by_line_and_left_out(string row, long line, string? column, string reason)
    {
        var evaluation = await EvaluatedFile.OfCsvAsync($"prediction,ground_truth\r\na,a\r\n{row}\r\nb,a\r\n");

        Assert.Equal((2, 1, 0), (evaluation.Head.Rows, evaluation.Head.Rejected, evaluation.Head.Unlabelled));
        Assert.Equal(0.5, evaluation.Head.FigureOf("accuracy")!.Value.Value);
        var rejected = Assert.Single(evaluation.RejectedRows);
        Assert.Equal((line, column), (rejected.Line, rejected.Column));
        Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", "is not a number: 'x'")]
    [InlineData("NaN", "is not finite")]
    [InlineData("-inf", "is not finite")]
    [InlineData("Infinity", "is not finite")]
    [InlineData("1e999", "is not finite")]
    [InlineData("1e100", "is beyond 1e72")]
    [InlineData("1,5", "has 3 fields where the header has 2")]
    public async Task A_number_that_is_none_is_left_out(string number, string reason)
    {
        var evaluation = await EvaluatedFile.OfCsvAsync($"y_pred,y_true\n1.5,1.5\n2.5,2.5\n3,{number}\n4.5,3.5\n", EvaluatedFile.Request with { Kind = EvaluationKind.Regression });

        Assert.Equal((3, 1), (evaluation.Head.Rows, evaluation.Head.Rejected));
        Assert.Equal(reason, evaluation.RejectedRows[0].Reason);
        Assert.Equal(1 / 3.0, evaluation.Head.FigureOf("mae")!.Value.Value!.Value, 1e-15);
        Assert.All(evaluation.Head.Figures, figure => Assert.True(figure.Figure.Value is not { } value || double.IsFinite(value)));
    }

    [Fact]
    public async Task A_bad_score_rejects_its_row_only()
    {
        var evaluation = await EvaluatedFile.OfCsvAsync("id,prediction,ground_truth,score\n1,1,1,0.9\n2,0,0,high\n3,0,1,0.4\n4,0,0,0.1\n");

        Assert.Equal(new RejectedRow(3, "score", "is not a number: 'high'", "2"), Assert.Single(evaluation.RejectedRows));
        Assert.Equal(1, evaluation.Head.FigureOf("roc_auc")!.Value.Value);
    }

    [Fact]
    public async Task Class_probabilities_that_do_not_add_up_to_1_reject_their_row_and_say_so()
    {
        var evaluation = await EvaluatedFile.OfCsvAsync(
            "id,prediction,ground_truth,proba_a,proba_b,proba_c\n"
            + "1,a,a,0.7,0.2,0.1\n2,b,b,0.3333,0.3333,0.3333\n3,c,c,0.5,0.5,0.5\n4,a,a,0.2,0.2,0.1\n5,a,b,0,0,0\n6,c,c,0.1,0.1,0.8009\n7,a,,0.4,0.4,0.4\n");

        Assert.Equal((3, 4, 0), (evaluation.Head.Rows, evaluation.Head.Rejected, evaluation.Head.Unlabelled));
        Assert.Equal(
            new RejectedRow[]
            {
                new(4, null, "class probabilities add up to 1.5, not to 1 (tolerance 0.001)", "3"),
                new(5, null, "class probabilities add up to 0.5, not to 1 (tolerance 0.001)", "4"),
                new(6, null, "class probabilities add up to 0, not to 1 (tolerance 0.001)", "5"),
                new(8, null, "class probabilities add up to 1.2, not to 1 (tolerance 0.001)", "7"),
            },
            evaluation.RejectedRows);
    }

    [Fact]
    public async Task Rows_without_ground_truth_are_counted_and_lower_the_coverage()
    {
        var evaluation = await EvaluatedFile.OfCsvAsync("prediction,ground_truth\na,a\na,\nb,\nb,b\n");

        Assert.Equal((2, 2, 0), (evaluation.Head.Rows, evaluation.Head.Unlabelled, evaluation.Head.Rejected));
        Assert.Equal(0.5, evaluation.Head.FigureOf("coverage")!.Value.Value);
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_left_out()
    {
        byte[] bytes = [.. "prediction,ground_truth\na,a\n"u8, 0xC3, 0x28, .. ",a\nb,b\n"u8];
        var evaluation = await EvaluatedFile.OfCsvAsync(bytes);

        Assert.Equal((2, 1), (evaluation.Head.Rows, evaluation.Head.Rejected));
        Assert.Equal("is not UTF-8", evaluation.RejectedRows[0].Reason);
    }

    [Theory]
    [InlineData("", "header_invalid")]
    [InlineData("\n\n", "header_invalid")]
    [InlineData("prediction,ground_truth\n", "no_valid_rows")]
    [InlineData("prediction,ground_truth\n,\n", "no_valid_rows")]
    [InlineData("prediction,prediction\na,a\n", "header_invalid")]
    [InlineData("a,b\n1,2\n", "columns_unknown")]
    [InlineData("prediction,value\n1,2\n", "columns_unknown")]
    public async Task A_file_without_usable_rows_is_refused(string text, string code) => Assert.Equal(code, (await EvaluatedFile.RefusalOfCsvAsync(text)).Code);

    [Fact]
    public async Task An_unclosed_quote_ends_the_file_with_the_line_where_it_began()
    {
        var text = new StringBuilder("prediction,ground_truth\na,a\n\"b,b\n");
        while (text.Length < CsvTable.MaxRowBytes + 200_000)
        {
            text.Append("a,a\n");
        }

        var refusal = await EvaluatedFile.RefusalOfCsvAsync(text.ToString());
        Assert.Equal("file_invalid", refusal.Code);
        Assert.Contains("line 3", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_first_rejected_rows_are_listed_and_all_are_counted()
    {
        var text = "prediction,ground_truth\na,a\n" + string.Concat(Enumerable.Repeat(",a\n", 50));
        var evaluation = await EvaluatedFile.OfCsvAsync(text, options: new EvaluationOptions { MaxRejectedListed = 5 });

        Assert.Equal((50, 5), (evaluation.Head.Rejected, evaluation.RejectedRows.Count));
        Assert.Equal([3, 4, 5, 6, 7], evaluation.RejectedRows.Select(row => row.Line));
    }

    [Fact]
    public async Task Too_much_is_refused_and_not_cut_off()
    {
        var text = "prediction,ground_truth\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"l{i},a\n"));
        Assert.Equal("too_many_rows", (await EvaluatedFile.RefusalOfCsvAsync(text, options: new EvaluationOptions { MaxRows = 10 })).Code);
        Assert.Equal("too_much_memory", (await EvaluatedFile.RefusalOfCsvAsync(text, options: new EvaluationOptions { MaxMemoryBytes = 100 })).Code);
        Assert.Equal("too_many_labels", (await EvaluatedFile.RefusalOfCsvAsync(text, options: new EvaluationOptions { MaxLabels = 10 })).Code);
    }

    [Fact]
    public async Task A_parquet_file_that_is_none_is_refused()
    {
        var whole = await EvaluatedFile.ParquetAsync(2, ("prediction", new[] { "a", "b", "a" }), ("ground_truth", new[] { "a", "b", "b" }));
        Assert.Equal(3, (await EvaluatedFile.OfParquetAsync(whole)).Head.Rows);
        byte[] flipped = [.. whole];
        flipped.AsSpan(4, whole.Length - 12 - BitConverter.ToInt32(whole.AsSpan(whole.Length - 8, 4))).Fill(0xFF); // All but the footer.
        foreach (var broken in new[] { [], "PAR1"u8.ToArray(), whole[..(whole.Length / 2)], whole[..^4], [.. "XXXX"u8, .. whole[4..]], flipped })
        {
            var refusal = await Assert.ThrowsAsync<EvaluationRefusedException>(() => EvaluatedFile.OfParquetAsync(broken));
            Assert.Equal("file_invalid", refusal.Code);
            Assert.Equal(
                broken == flipped ? "row group 1 of the Parquet file cannot be read: it is damaged, or packed in an unknown way" : "this is not a whole Parquet file",
                refusal.Message);
        }
    }

    [Fact]
    public async Task A_parquet_file_keeps_nulls_and_types_apart()
    {
        var file = await EvaluatedFile.ParquetAsync(
            2, ("prediction", new[] { 1.5, 2.5, 3.5, 4.5 }), ("ground_truth", new double?[] { 1.5, null, double.NaN, 4.0 }), ("segment_new", new[] { true, true, false, false }));
        var evaluation = await EvaluatedFile.OfParquetAsync(file);

        Assert.Equal((2, 1, 1), (evaluation.Head.Rows, evaluation.Head.Unlabelled, evaluation.Head.Rejected));
        Assert.Equal(new RejectedRow(3, "ground_truth", "is not finite"), Assert.Single(evaluation.RejectedRows));
        Assert.Equal(["false", "true"], evaluation.Segments.Select(segment => segment.Value));
    }
}
