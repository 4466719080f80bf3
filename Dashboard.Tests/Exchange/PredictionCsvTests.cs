using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Dashboard.Core.Exchange;
using Dashboard.Core.Exchange.Csv;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Exchange;

public sealed class PredictionCsvTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private const string FormulaStarts = "=+-@\t\r\n";

    private readonly EventLog _log = new();
    private readonly ExportOptions _options = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_row_has_the_columns_of_the_ingest_contract()
    {
        _log.Predict(
            "a", "fraud", "shop", "2.1", Noon.AddTicks(1_234_567), score: 0.1, latencyMs: 12.345, error: null,
            (AttributeGroup.Feature, "amount", -1.5),
            (AttributeGroup.Segment, "country", "DE"),
            (AttributeGroup.Score, "fraud", 0.75),
            (AttributeGroup.Feature, "abroad", true));
        _log.Truth("a", "legit", "shop", Noon.AddHours(1));

        Assert.Equal(
            "id,model,version,timestamp,prediction,score,latency_ms,status,error,ground_truth,ground_truth_timestamp,"
            + "segments.country,features.abroad,features.amount,scores.fraud\r\n"
            + "a,shop,2.1,2026-11-23T12:00:00.1234567Z,fraud,0.1,12.345,ok,,legit,2026-11-23T13:00:00.0000000Z,DE,true,-1.5,0.75\r\n",
            await ExportAsync());
    }

    [Fact]
    public async Task A_failed_prediction_and_a_missing_truth_are_empty_cells_not_zeros()
    {
        _log.Predict("a", outcome: null, error: "timeout, \"late\"");

        Assert.EndsWith("\r\na,m,1,1970-01-01T00:00:00.0000000Z,,,,error,\"timeout, \"\"late\"\"\",,\r\n", await ExportAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_truth_in_the_order_of_acceptance_counts_and_may_come_first()
    {
        _log.Truth("early", "no", time: Noon);
        _log.Predict("early");
        _log.Predict("corrected");
        _log.EndRun();
        _log.Truth("corrected", "no", time: Noon.AddHours(2));
        _log.Truth("corrected", "yes", time: Noon.AddHours(1));
        _log.Truth("of nobody", "yes");

        Assert.Equal(["no", "yes"], await ColumnAsync("ground_truth"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task The_join_does_not_depend_on_the_size_of_its_chunks(int chunk)
    {
        _options.JoinChunk = chunk;
        for (var i = 0; i < 100; i++)
        {
            _log.Predict($"p{i}");
            _log.Truth($"p{99 - i}", $"t{99 - i}");
            if (i % 9 == 0)
            {
                _log.EndRun();
            }
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"t{i}"), await ColumnAsync("ground_truth"));
    }

    [Fact]
    public async Task A_retracted_truth_and_its_time_are_empty_cells()
    {
        _log.Predict("kept");
        _log.Predict("retracted");
        _log.Truth("given anew", "a");
        _log.Truth("given anew", null);
        _log.Predict("given anew");
        foreach (var id in new[] { "kept", "retracted", "given anew" })
        {
            _log.Truth(id, "b");
        }

        _log.Truth("retracted", null);
        _log.EndRun();

        Assert.Equal(["b", "", "b"], await ColumnAsync("ground_truth"));
        Assert.Equal([true, false, true], (await ColumnAsync("ground_truth_timestamp")).Select(time => time.Length > 0));
    }

    [Fact]
    public async Task Labels_beyond_the_label_limit_keep_their_text()
    {
        for (var i = 0; i < 1_002; i++)
        {
            _log.Predict($"p{i}", $"label {i}");
        }

        _log.Truth("p0", "label 2000");
        _log.Truth("p1", "label 3000");
        _log.Truth("p1", "label 1");

        Assert.Equal("label 1001", (await ColumnAsync("prediction"))[1_001]);
        Assert.Equal(["label 2000", "label 1", ""], (await ColumnAsync("ground_truth")).Take(3));
    }

    [Fact]
    public async Task Regression_values_are_numbers_that_read_back_as_the_same_number()
    {
        double[] values = [-1.5, 0.1 + 0.2, 1e-300, double.MaxValue, -0.0, 12345678901234567];
        _log.Catalog.GetOrAdd("m")!.DecideKind(OutcomeKind.Number);
        foreach (var value in values)
        {
            _log.Predict($"p{value}", value.ToString("R", CultureInfo.InvariantCulture));
        }

        var cells = await ColumnAsync("prediction");
        Assert.Equal(values.Select(value => value == 0 ? 0.0 : value), cells.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)));
        Assert.Equal("-1.5", cells[0]);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\")")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@x")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("\nx")]
    [InlineData("'x")]
    [InlineData("#x")]
    [InlineData(",x")]
    [InlineData("\"x\"")]
    [InlineData(" x ")]
    [InlineData("猫,🚗")]
    [InlineData("1e5")]
    public async Task Every_text_cell_is_formula_safe_and_reads_back(string text)
    {
        _log.Predict(text, text, "m", text, error: text, attributes: [(AttributeGroup.Segment, "s", text), (AttributeGroup.Feature, "f", text)]);
        _log.Truth(text, text);

        foreach (var column in (string[])["id", "version", "prediction", "error", "ground_truth", "segments.s", "features.f"])
        {
            var cell = Assert.Single(await ColumnAsync(column));
            Assert.DoesNotContain(cell[0], FormulaStarts);
            Assert.Equal(text, cell[0] == '\'' && FormulaStarts.Contains(cell[1], StringComparison.Ordinal) ? cell[1..] : cell);
        }
    }

    [Fact]
    public async Task A_selection_narrows_by_model_version_time_and_segment()
    {
        (AttributeGroup, string, object) Country(string value) => (AttributeGroup.Segment, "country", value);
        _log.Predict("a", version: "1", time: Noon, attributes: Country("DE"));
        _log.Predict("b", version: "2", time: Noon.AddHours(1), attributes: Country("FR"));
        _log.Predict("c", version: "2", time: Noon.AddHours(2), attributes: Country("US"));
        _log.Predict("d", model: "other", version: "2", time: Noon);

        Assert.Equal(["a", "b", "c"], await ColumnAsync("id", new EventSelection { Model = "m" }));
        Assert.Equal(["b", "c", "d"], await ColumnAsync("id", new EventSelection { Version = "2" }));
        Assert.Equal(["b"], await ColumnAsync("id", new EventSelection { From = Noon.AddHours(1), To = Noon.AddHours(2) }));
        Assert.Equal(["a", "c"], await ColumnAsync("id", new EventSelection { Segments = [new SegmentCondition("country", ["DE", "US"])] }));
        Assert.Empty(await ColumnAsync("id", new EventSelection { Segments = [new SegmentCondition("country", ["DE"]), new SegmentCondition("x", ["y"])] }));
    }

    [Fact]
    public async Task What_arrives_during_the_export_is_not_in_it()
    {
        _log.Predict("a");
        _log.EndRun();
        _log.Predict("b");
        _log.BeforeRead = reads =>
        {
            if (reads == 1)
            {
                _log.Predict("c");
                _log.Truth("a", "no");
            }
        };

        var text = await ExportAsync(trailer: true);

        Assert.DoesNotContain("\r\nc,", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",no,", text, StringComparison.Ordinal);
        Assert.Contains("# rows=2 seq=2 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_deleted_during_the_export_make_it_fail_rather_than_lie()
    {
        _log.Predict("a");
        _log.EndRun();
        _log.Predict("b");
        _log.BeforeRead = reads =>
        {
            if (reads == 4)
            {
                _log.DeleteFirstRun();
            }
        };

        await Assert.ThrowsAsync<ExportChangedException>(() => ExportAsync());
    }

    [Fact]
    public async Task Truths_deleted_during_the_export_make_it_fail_too()
    {
        _log.Truth("b", "no");
        _log.EndRun();
        _log.Predict("b");
        _log.BeforeRead = reads =>
        {
            if (reads == 3)
            {
                _log.DeleteFirstRun();
            }
        };

        await Assert.ThrowsAsync<ExportChangedException>(() => ExportAsync());
    }

    [Fact]
    public async Task The_trailer_counts_and_hashes_what_is_before_it()
    {
        _log.Predict("#1");
        _log.Truth("#1", "no");

        var text = await ExportAsync(trailer: true);

        var end = text.IndexOf("# rows=1 seq=2 sha256=", StringComparison.Ordinal);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text[..end])));
        Assert.Equal($"# rows=1 seq=2 sha256={hash}\r\n", text[end..]);
    }

    [Fact]
    public async Task Too_many_columns_are_refused_before_anything_is_written()
    {
        _options.MaxAttributeColumns = 2;
        _log.Predict("a", attributes: [(AttributeGroup.Feature, "x", 1.0), (AttributeGroup.Segment, "x", "1"), (AttributeGroup.Feature, "y", 1.0)]);

        await Assert.ThrowsAsync<TooManyColumnsException>(() => ExportAsync());
    }

    [Fact]
    public async Task Runs_without_ground_truths_are_not_read_for_the_join()
    {
        _options.JoinChunk = 10;
        for (var i = 0; i < 100; i++)
        {
            _log.Predict($"p{i}");
            if (i % 10 == 9)
            {
                _log.EndRun();
            }
        }

        _log.Truth("p5", "no");
        await ExportAsync();

        // 11 to survey; for each of 10 chunks one for its predictions, one for the truths, one for its rows; the last chunk
        // reaches to the end of the log and so over the run of the truth, twice.
        Assert.Equal(11 + (10 * 3) + 2, _log.Reads);
    }

    private async Task<string> ExportAsync(EventSelection? selection = null, bool trailer = false)
    {
        var export = await EventExport.PrepareAsync(
            _log, selection ?? new EventSelection(), _log.Catalog.FieldNames, _options, TestContext.Current.CancellationToken);
        using var file = new MemoryStream();
        await PredictionCsv.WriteAsync(export, file, trailer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private async Task<List<string>> ColumnAsync(string column, EventSelection? selection = null)
    {
        using var reader = CsvReader.Create(Encoding.UTF8.GetBytes(await ExportAsync(selection)));
        var cells = new List<string>();
        while (reader.Read())
        {
            cells.Add(reader.GetString(column));
        }

        return cells;
    }
}
