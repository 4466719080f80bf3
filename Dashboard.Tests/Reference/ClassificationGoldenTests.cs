using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Xunit;

namespace Dashboard.Tests.Reference;

public class ClassificationGoldenTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("binary")]
    [InlineData("multiclass")]
    public void Figures_agree_with_scikit_learn(string set)
    {
        var golden = new Golden(set);
        var rows = golden.Rows().ConvertAll(r => (Truth: r["y_true"], Predicted: r["y_pred"]));
        var figures = Figures(rows);

        golden.Check("accuracy", figures.Accuracy.Value);
        golden.Check("accuracy_wilson95", figures.Accuracy.Interval);
        golden.Check("f1_macro", figures.MacroF1.Value);
        var matrix = golden["confusion_matrix"];
        var labels = matrix.GetProperty("labels").EnumerateArray().Select(l => l.ToString()).ToList();
        Assert.Equal(labels, figures.Matrix.Labels);
        for (var truth = 0; truth < labels.Count; truth++)
        {
            for (var predicted = 0; predicted < labels.Count; predicted++)
            {
                Assert.Equal(
                    matrix.GetProperty("rows_true_cols_pred")[truth][predicted].GetInt64(), figures.Matrix.Counts[truth, predicted]);
            }
        }

        output.WriteLine($"{set}: {golden.Checked} figures and {labels.Count * labels.Count} matrix cells from {rows.Count} rows");
    }

    [Fact]
    public void Degenerate_tables_have_defined_accuracy_and_zero_rule_f1()
    {
        var cases = new Golden("binary_degenerate").Cases.ToList();
        foreach (var item in cases)
        {
            var truths = item.GetProperty("y").EnumerateArray().Select(v => v.ToString());
            var predictions = item.GetProperty("p").EnumerateArray().Select(v => v.ToString());
            var rows = truths.Zip(predictions).ToList();
            var figures = Figures(rows);

            Assert.Equal(item.GetProperty("accuracy").GetDouble(), figures.Accuracy.Value!.Value, 1e-12);
            Assert.Equal(MacroF1ByDefinition(rows), figures.MacroF1.Value!.Value, 1e-12);
        }

        output.WriteLine($"{cases.Count} degenerate tables");
    }

    [Fact]
    public void Nothing_labelled_is_undefined_with_a_reason()
    {
        var figures = Figures([]);
        Assert.NotNull(figures.Accuracy.Undefined);
        Assert.NotNull(figures.MacroF1.Undefined);
        Assert.Empty(figures.Matrix.Labels);
    }

    private static ClassificationFigures Figures(List<(string Truth, string Predicted)> rows)
    {
        var labels = new LabelSet(100);
        var tally = new Tally();
        foreach (var (truth, predicted) in rows)
        {
            tally.AddLabel(labels.Intern(predicted), labels.Intern(truth), isRegression: false, 1);
        }

        return FigureBuilder.Classification(tally, labels);
    }

    private static double MacroF1ByDefinition(List<(string Truth, string Predicted)> rows)
    {
        var classes = rows.SelectMany(r => new[] { r.Truth, r.Predicted }).Distinct().ToList();
        return classes.Average(c =>
        {
            var right = rows.Count(r => r.Truth == c && r.Predicted == c);
            var wrong = rows.Count(r => (r.Truth == c) != (r.Predicted == c));
            return right == 0 ? 0 : 2.0 * right / ((2 * right) + wrong);
        });
    }
}
