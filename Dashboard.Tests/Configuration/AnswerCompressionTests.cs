using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dashboard.Tests.Hosting;
using Xunit;

namespace Dashboard.Tests.Configuration;

public sealed class AnswerCompressionTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "br")]
    [InlineData("/", "gzip")]
    [InlineData("/api/v1/status", "br")]
    [InlineData("/openapi/v1.json", "gzip")]
    public async Task What_is_read_is_compressed_as_asked(string path, string encoding)
    {
        var (packed, plain) = (await GetAsync(path, encoding), await GetAsync(path, "identity"));
        Assert.Equal([encoding], packed.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.InRange((await packed.Content.ReadAsByteArrayAsync(Cancel)).Length, 1, 2 * (await plain.Content.ReadAsByteArrayAsync(Cancel)).Length / 3);
    }

    [Fact]
    public async Task The_answer_to_events_is_not()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/events") { Content = new StringContent("""{"model":"fraud","prediction":"legit"}""", Encoding.UTF8, "application/json") };
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var answer = await app.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        var answer = await app.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }
}
