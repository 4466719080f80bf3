using System.Net.Sockets;
using System.Text;
using Dashboard.Core.Ingestion;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Endpoints;

/// <summary>What the event endpoint answers beyond bad bodies: identity, refusals, strictness.</summary>
public sealed class EventEndpointTests(EventHost host) : IClassFixture<EventHost>
{
    [Fact]
    public async Task The_same_event_again_is_a_duplicate_and_another_content_a_conflict()
    {
        const string First = """{"model":"twice","id":"a","prediction":"x","segments":{"k":"1","l":"2"},"features":{"f":1}}""";
        const string Reordered = """{"features":{"f":1.0},"segments":{"l":"2","k":"1"},"prediction":"x","id":"a","model":"twice"}""";
        const string Other = """{"model":"twice","id":"a","prediction":"y"}""";
        const string OtherCase = """{"model":"twice","id":"A","prediction":"y"}""";

        Assert.Equal((1, 0), Counts(await host.PostAsync(First)));
        Assert.Equal((0, 1), Counts(await host.PostAsync(Reordered)));
        var conflict = await host.PostAsync(Other);
        Assert.Equal((409, "event_id_conflict"), (conflict.Status, conflict.Code));
        Assert.Equal((1, 0), Counts(await host.PostAsync(OtherCase)));

        var batch = await host.PostAsync($"[{First},{Other},{First}]");
        Assert.Equal((0, 2), Counts(batch));
        Assert.Equal("a", Assert.Single(batch.Json.GetProperty("rejected").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_ground_truth_is_taken_back_once_and_may_be_given_anew()
    {
        const string Truth = """{"type":"ground_truth","model":"taken back","id":"a","ground_truth":"y"}""";
        const string Retraction = """{"type":"retraction","model":"taken back","id":"a"}""";
        await host.PostAsync("""{"model":"taken back","id":"a","prediction":"x"}""");

        Assert.Equal((0, 1), Counts(await host.PostAsync(Retraction)));
        Assert.Equal((1, 0), Counts(await host.PostAsync(Truth)));
        Assert.Equal((1, 0), Counts(await host.PostAsync(Retraction)));
        Assert.Equal((0, 1), Counts(await host.PostAsync(Retraction)));
        Assert.Equal((1, 0), Counts(await host.PostAsync(Truth)));
        Assert.Equal((2, 2), Counts(await host.PostAsync($"[{Retraction},{Retraction},{Truth},{Truth}]")));
        Assert.Equal((0, 1), Counts(await host.PostAsync(Retraction.Replace("\"a\"", "\"nobody\""))));
    }

    [Fact]
    public async Task A_given_timestamp_is_part_of_the_content()
    {
        var stamped = $$"""{"model":"stamped","id":"a","prediction":"x","timestamp":"{{DateTimeOffset.UtcNow:O}}"}""";

        await host.PostAsync("""{"model":"stamped","id":"a","prediction":"x"}""");

        Assert.Equal(409, (await host.PostAsync(stamped)).Status);
    }

    [Fact]
    public async Task An_id_the_server_made_is_returned()
    {
        var answer = await host.PostAsync("""[{"model":"known","id":"mine","prediction":"a"},{"model":"known","prediction":"a"}]""");

        var made = Assert.Single(answer.Json.GetProperty("ids").EnumerateArray());
        Assert.Equal(1, made.GetProperty("index").GetInt32());
        Assert.Equal(7, made.GetProperty("id").GetGuid().Version);
    }

    [Fact]
    public async Task Every_received_event_is_accounted_for()
    {
        var writer = host.Services.GetRequiredService<EventWriter>();
        var before = writer.Ledger;

        await host.PostAsync("""[{"model":"count","id":"1","prediction":"a"},{"model":"count","id":"1","prediction":"a"},{"model":"count"},4]""");

        var after = writer.Ledger;
        Assert.Equal((1, 1, 4), (after.Accepted - before.Accepted, after.Duplicates - before.Duplicates, after.Received - before.Received));
    }

    [Fact]
    public async Task A_strict_request_with_a_bad_event_takes_nothing()
    {
        var body = Encoding.UTF8.GetBytes("""[{"model":"strict","id":"1","prediction":"a"},{"model":"strict","id":"2","latency_ms":-1,"prediction":"a"}]""");

        var answer = await host.PostAsync(body, prefer: "handling=strict");

        Assert.Equal((422, "number_range"), (answer.Status, answer.Code));
        Assert.Equal(
            ["strict_not_taken", "number_range"],
            answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()));
        Assert.Null(host.Catalog.Find("strict"));
        Assert.Equal(202, (await host.PostAsync(body)).Status);
    }

    [Theory]
    [InlineData(429, "queue_full", "1")]
    [InlineData(503, "storage_full", "30")]
    public async Task A_refusal_says_when_to_come_back_without_reading_the_body(int status, string code, string seconds)
    {
        var intake = new RecordingIntake
        {
            Refusal = new RequestRefusedException(status, code, "not now", TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture))),
        };
        await using var refusing = new EventHost { Configure = builder => builder.Services.AddSingleton<IEventIntake>(intake) };
        await refusing.InitializeAsync();

        var answer = await refusing.PostAsync("not even json", "text/plain");

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(seconds, Assert.Single(answer.Headers.GetValues("Retry-After")));
        Assert.Equal(0, intake.Submitted);
    }

    /// <summary>A body above the server's usual limit is read to its end behind the answer.</summary>
    [Fact]
    public async Task Who_is_refused_keeps_the_connection()
    {
        var intake = new RecordingIntake { Refusal = new RequestRefusedException(429, "queue_full", "not now", TimeSpan.FromSeconds(1)) };
        await using var refusing = new EventHost { Configure = builder => builder.Services.AddSingleton<IEventIntake>(intake) };
        await refusing.InitializeAsync();
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", refusing.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var request = Encoding.ASCII.GetBytes($"POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 300000\r\n\r\n{new string('x', 300_000)}");

        for (var i = 0; i < 2; i++)
        {
            await stream.WriteAsync(request, TestContext.Current.CancellationToken);
            Assert.Contains("HTTP/1.1 429", await ReadAsync(stream, "queue_full"), StringComparison.Ordinal);
        }
    }

    /// <summary>What comes until a word has come; less when the connection is closed before.</summary>
    private static async Task<string> ReadAsync(NetworkStream stream, string word)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4_096]);
        for (int read; !text.ToString().Contains(word, StringComparison.Ordinal) && (read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    [Fact]
    public async Task A_failure_of_ours_is_a_500_that_tells_nothing_but_its_trace()
    {
        var intake = new RecordingIntake { Failure = new InvalidOperationException("secret detail") };
        await using var failing = new EventHost { Configure = builder => builder.Services.AddSingleton<IEventIntake>(intake) };
        await failing.InitializeAsync();

        var answer = await failing.PostAsync("""{"model":"m","prediction":"a"}""");

        Assert.Equal((500, "internal_error"), (answer.Status, answer.Code));
        Assert.NotEmpty(answer.Json.GetProperty("traceId").GetString()!);
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
    }

    private static (int Accepted, int Duplicates) Counts(EventAnswer answer)
    {
        Assert.Equal(202, answer.Status);
        return (answer.Json.GetProperty("accepted").GetInt32(), answer.Json.GetProperty("duplicates").GetInt32());
    }
}
