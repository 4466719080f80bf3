using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Tests.Evaluations;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Scenarios;

/// <summary>Evaluations on a real data directory.</summary>
public sealed class EvaluationScenarios
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restart_keeps_the_history_and_the_baseline_and_leaves_no_upload_behind()
    {
        using var folder = new TemporaryDirectory();
        string before;
        await using (var first = await AppFixture.StartAsync(dataDirectory: folder.Path))
        {
            await first.ReadyAsync();
            var parquet = await EvaluatedFile.ParquetAsync(1, ("prediction", new[] { 1.5, 2.5 }), ("ground_truth", new[] { 1.25, 2.5 }));
            await PostAsync(first, Encoding.UTF8.GetBytes("prediction,ground_truth\na,a\nb,a\n"), "text/csv");
            var id = (await PostAsync(first, parquet, "application/vnd.apache.parquet")).GetProperty("head").GetProperty("id").GetGuid();
            using var pinned = await first.Http.PutAsJsonAsync("/api/v1/models/m/baseline", new { evaluation = id }, Cancel);
            Assert.Equal(HttpStatusCode.NoContent, pinned.StatusCode);
            before = await first.Http.GetStringAsync(new Uri("/api/v1/evaluations", UriKind.Relative), Cancel);
            Assert.Empty(Directory.EnumerateFiles(folder.Path, "upload-*"));
        }

        await using var second = await AppFixture.StartAsync(dataDirectory: folder.Path);
        await second.ReadyAsync();
        Assert.Equal(before, await second.Http.GetStringAsync(new Uri("/api/v1/evaluations", UriKind.Relative), Cancel));
        Assert.Contains("\"total\":2", before, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> PostAsync(AppFixture app, byte[] body, string type)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new(type) } };
        using var answer = await app.Http.PostAsync(new Uri("/api/v1/evaluations?model=m", UriKind.Relative), content, Cancel);
        return JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel)).RootElement;
    }
}
