using Dashboard.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.Tests.Endpoints;

public sealed class CsvResponseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_failure_midway_leaves_a_body_that_does_not_end()
    {
        var response = new CsvResponse(NullLogger<CsvResponse>.Instance);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/file", (HttpContext context) => response.Stream(context, ["x"], Now, async body =>
        {
            await body.WriteAsync(new byte[100_000], context.RequestAborted);
            await body.FlushAsync(context.RequestAborted);
            throw new InvalidOperationException("the disk is gone");
        }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();

        using var answer = await http.GetAsync(
            new Uri(app.Urls.First() + "/file"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
