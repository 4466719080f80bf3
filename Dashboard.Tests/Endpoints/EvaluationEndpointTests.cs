using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dashboard.Core.Evaluations;
using Dashboard.Tests.Evaluations;
using Dashboard.Tests.Hosting;
using Dashboard.Tests.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Endpoints;

/// <summary>Uploads over a real socket.</summary>
public sealed class EvaluationEndpointTests : IAsyncLifetime
{
    private const string Csv = "text/csv";
    private const string Parquet = "application/vnd.apache.parquet";
    private const string Small = "prediction,ground_truth\na,a\nb,a\n";

    private readonly EventHost _host = new() { Configure = Configure };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("binary", "roc_auc", "roc_auc")]
    [InlineData("multiclass", "f1_macro", "f1_macro")]
    [InlineData("regression", "rmse", "rmse")]
    public async Task A_golden_file_gives_scikit_learns_numbers(string set, string name, string metric)
    {
        var golden = new Golden(set);
        var (status, answer) = await PostAsync("model=m", await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Reference", set + ".csv"), Cancel));

        Assert.Equal(HttpStatusCode.Created, status);
        golden.Check(metric, FigureOf(answer.GetProperty("head"), name));
        var stored = await GetAsync($"/api/v1/evaluations/{answer.GetProperty("head").GetProperty("id").GetString()}");
        Assert.Equal(answer.GetRawText(), stored.GetRawText());
    }

    [Fact]
    public async Task Compressed_csv_parquet_and_a_form_give_the_same()
    {
        var plain = Encoding.UTF8.GetBytes(Small);
        var parquet = await EvaluatedFile.ParquetAsync(1, ("prediction", new[] { "a", "b" }), ("ground_truth", new[] { "a", "a" }));
        using var form = new MultipartFormDataContent { { new StringContent("m"), "model" }, { new StringContent("1"), "version" }, { new ByteArrayContent(plain), "file", "rows.csv" } };
        var answers = new[]
        {
            await PostAsync("model=m&version=1", plain),
            await PostAsync("model=m&version=1", Gzip(plain), encoding: "gzip"),
            await PostAsync("model=m&version=1", parquet, Parquet),
            await SendAsync(HttpMethod.Post, "/api/v1/evaluations", form),
        };

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Json.GetProperty("head").GetProperty("metrics").GetRawText()).Distinct());
        Assert.Equal(4, (await GetAsync("/api/v1/evaluations?model=m")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("", Csv, Small, 400, "query_invalid", "model")]
    [InlineData("model=m&kind=x", Csv, Small, 400, "query_invalid", "kind")]
    [InlineData("model=m&nonsense=x", Csv, Small, 400, "query_unknown", "nonsense")]
    [InlineData("model=m", "application/json", "{}", 415, "media_type", null)]
    [InlineData("model=m", Csv, "", 422, "header_invalid", null)]
    [InlineData("model=m", Csv, "a,b\n1,2\n", 422, "columns_unknown", "prediction")]
    [InlineData("model=m&score=s", Csv, Small, 422, "column_missing", "score")]
    [InlineData("model=m&positive=c", Csv, Small, 422, "positive_unknown", "positive")]
    [InlineData("model=m&kind=regression", Csv, Small, 422, "no_valid_rows", null)]
    [InlineData("model=m", Parquet, "PAR1 and nothing else", 422, "file_invalid", null)]
    [InlineData("model=m", "multipart/form-data", Small, 400, "form_invalid", null)]
    public async Task What_cannot_be_evaluated_is_refused_by_name(string query, string type, string body, int status, string code, string? parameter)
    {
        var (found, problem) = await PostAsync(query, Encoding.UTF8.GetBytes(body), type);

        Assert.Equal((status, code), ((int)found, problem.GetProperty("code").GetString()));
        Assert.Equal(parameter, problem.TryGetProperty("parameter", out var named) ? named.GetString() : null);
        Assert.Equal(0, (await GetAsync("/api/v1/evaluations")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_refusal_lists_the_columns_and_the_rejected_rows()
    {
        var columns = (await PostAsync("model=m", "a,b\n1,2\n"u8.ToArray())).Json.GetProperty("columns");
        Assert.Equal(["a", "b"], columns.EnumerateArray().Select(column => column.GetString()));
        var row = (await PostAsync("model=m&kind=regression", Encoding.UTF8.GetBytes(Small))).Json.GetProperty("rejected_rows")[0];
        Assert.Equal((2, "prediction", "is not a number: 'a'"), (row.GetProperty("line").GetInt32(), row.GetProperty("column").GetString(), row.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("""[{"model":"own","id":"1","prediction":1.5,"ground_truth":1.25},{"model":"own","id":"2","prediction":3,"ground_truth":3.5},{"model":"own","id":"3","prediction":4}]""", "regression", "mae", 0.375)]
    [InlineData("""[{"model":"own","id":"1","prediction":"a","ground_truth":"a"},{"model":"own","id":"2","prediction":"b","ground_truth":"a"},{"model":"own","id":"3","prediction":"a"}]""", "classification", "accuracy", 0.5)]
    public async Task An_export_without_scores_needs_no_mapping(string events, string kind, string name, double value)
    {
        Assert.Equal(202, (await _host.PostAsync(events)).Status);
        var export = await _host.Http.GetByteArrayAsync(new Uri("/api/v1/export/events.csv?model=own", UriKind.Relative), Cancel);
        var (status, answer) = await PostAsync("model=own", export);

        Assert.Equal(HttpStatusCode.Created, status);
        var head = answer.GetProperty("head");
        Assert.Equal((kind, 2, 1, 0), (
            head.GetProperty("kind").GetString(), head.GetProperty("rows").GetInt32(), head.GetProperty("unlabelled").GetInt32(), head.GetProperty("rejected").GetInt32()));
        Assert.Equal(value, FigureOf(head, name));
    }

    [Theory]
    [InlineData("PAR1xxxxxxxxxxxxPAR1", Parquet, null, "this is not a whole Parquet file")]
    [InlineData(Small, Csv, "gzip", "this is not a gzip file, or it is damaged")]
    public async Task A_broken_file_is_refused_in_plain_words_without_a_path(string body, string type, string? encoding, string detail)
    {
        var (status, problem) = await PostAsync("model=m", Encoding.UTF8.GetBytes(body), type, encoding);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(("file_invalid", detail), (problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task A_gzip_file_that_is_cut_off_is_refused()
    {
        var whole = Gzip(Encoding.UTF8.GetBytes("prediction,ground_truth\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i % 7},{i % 5}\n"))));
        foreach (var broken in new[] { whole[..(whole.Length / 2)], whole[..^4], Encoding.UTF8.GetBytes(Small) })
        {
            var (status, problem) = await PostAsync("model=m", broken, encoding: "gzip");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            Assert.Equal("file_invalid", problem.GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_packed_or_not()
    {
        var large = new byte[MaxBytes + 200_000];
        large.AsSpan().Fill((byte)'\n');
        Encoding.UTF8.GetBytes(Small).CopyTo(large, 0);
        Assert.Equal("body_too_large", (await PostAsync("model=m", Gzip(large), encoding: "gzip")).Json.GetProperty("code").GetString());
        var raw = await _host.SendRawAsync($"POST /api/v1/evaluations?model=m HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: {large.Length}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_upload_too_many_waits_for_its_turn_and_an_abandoned_one_gives_its_place_back()
    {
        var running = _host.Services.GetRequiredService<RunningEvaluations>();
        var number = Guid.NewGuid();
        using var abandon = new CancellationTokenSource();
        using var slow = new EndlessRows(Small) { Headers = { ContentType = new MediaTypeHeaderValue(Csv) } };
        var first = SendAsync(HttpMethod.Post, $"/api/v1/evaluations?model=m&upload={number}", slow, abandon.Token);
        await Eventually.HoldsAsync("rows arrive", () => running.Find(number) is { Bytes: > 100_000 }, cancel: Cancel);

        var (status, problem) = await PostAsync("model=m", Encoding.UTF8.GetBytes(Small));
        Assert.Equal((HttpStatusCode.TooManyRequests, "evaluation_busy"), (status, problem.GetProperty("code").GetString()));

        await abandon.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => first);
        await Eventually.HoldsAsync("the place is free", () => running.Find(number) is null, cancel: Cancel);
        await Eventually.HoldsAsync("the next one is taken", async () => (await PostAsync("model=m", Encoding.UTF8.GetBytes(Small))).Status == HttpStatusCode.Created, cancel: Cancel);
        Assert.Equal(1, (await GetAsync("/api/v1/evaluations")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Columns_are_told_from_the_beginning_of_a_csv_file_and_the_end_of_a_parquet_file()
    {
        var parquet = await EvaluatedFile.ParquetAsync(3, ("yhat", new[] { 1.0, 2, 3 }), ("amount", new[] { 1.0, 2, 3 }), ("id", new[] { "a", "b", "c" }));
        var footer = BitConverter.ToInt32(parquet.AsSpan(parquet.Length - 8, 4)) + 8;
        foreach (var (part, type) in new[] { (parquet[^footer..], Parquet), ("yhat,amount,id\n1,2"u8.ToArray(), Csv) })
        {
            var answer = (await PostAsync("", part, type, path: "/api/v1/evaluations/columns")).Json;
            Assert.Equal(["yhat", "amount", "id"], answer.GetProperty("columns").EnumerateArray().Select(column => column.GetString()));
            Assert.Contains("ground truth", answer.GetProperty("problem").GetString(), StringComparison.Ordinal);
            answer = (await PostAsync("ground_truth=amount", part, type, path: "/api/v1/evaluations/columns")).Json;
            Assert.Equal(("yhat", "amount", "id"), (answer.GetProperty("prediction").GetString(), answer.GetProperty("ground_truth").GetString(), answer.GetProperty("id").GetString()));
        }
    }

    private const long MaxBytes = 4_000_000;

    private static void Configure(WebApplicationBuilder builder)
    {
        builder.Configuration["Evaluations:MaxConcurrent"] = "1";
        builder.Configuration["Evaluations:MaxBodyBytes"] = MaxBytes.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    private static double? FigureOf(JsonElement head, string name) => head.GetProperty("metrics").EnumerateArray()
        .Single(metric => metric.GetProperty("name").GetString() == name).GetProperty("value").GetDouble();

    private async Task<JsonElement> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path)).Json;

    private Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(
        string query, byte[] body, string type = Csv, string? encoding = null, string path = EvaluationRequests.Path) =>
        _host.PostFileAsync(query, body, type, encoding, path);

    private Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(HttpMethod method, string path, HttpContent? content = null, CancellationToken? cancel = null) =>
        _host.SendAsync(method, path, content, cancel);

    /// <summary>A file that never ends; slowly enough not to reach the limit before the test is done.</summary>
    private sealed class EndlessRows(string rows) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var bytes = Encoding.UTF8.GetBytes(rows + string.Concat(Enumerable.Repeat("a,a\n", 30_000)));
            await stream.WriteAsync(bytes, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
