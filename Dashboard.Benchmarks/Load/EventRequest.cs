using System.Globalization;
using System.Text;

namespace Dashboard.Benchmarks.Load;

/// <summary>
/// One HTTP request prepared as bytes. Its events have fixed widths, so each sending overwrites ids, times and numbers in
/// place: every event sent is distinct, and making it costs the client some tens of nanoseconds.
/// </summary>
internal abstract class EventRequest
{
    private readonly int _bodyStart;
    private readonly int _eventSize;

    protected EventRequest(string template, int count, int port)
    {
        Template = template;
        Count = count;
        _eventSize = template.Length + 1;
        var body = $"[{string.Join(',', Enumerable.Repeat(template, count))}]";
        var head = $"POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        _bodyStart = head.Length + 1;
        Bytes = Encoding.ASCII.GetBytes(head + body);
    }

    public byte[] Bytes { get; }

    public int Count { get; }

    protected string Template { get; }

    /// <summary>Makes its events the ones numbered from <paramref name="first"/> on.</summary>
    public void Fill(long first)
    {
        for (var i = 0; i < Count; i++)
        {
            Write(Bytes.AsSpan(_bodyStart + (i * _eventSize), _eventSize), first + i);
        }
    }

    protected abstract void Write(Span<byte> target, long number);

    protected int OffsetOf(string marker) => Template.IndexOf(marker, StringComparison.Ordinal);
}

/// <summary>Predictions as a fraud model sends them: a UUID, one segment, five features; about 290 bytes of JSON each.</summary>
internal sealed class PredictionRequest : EventRequest
{
    private const string Event =
        """{"id":"IIIIIIII-IIII-IIII-IIII-IIIIIIIIIIII","model":"fraud","version":"3","timestamp":"TTTTTTTTTTTTTTTTTTT.MMMZ","prediction":"PPPPP","score":0.SSSS,"latency_ms":LLLL.L,"segments":{"country":"DE"},"features":{"amount":AAAA.AA,"age":GG,"distance":DDD.D,"channel":"CCC","device":"mobile"}}""";

    private static readonly byte[][] Channels = ["web"u8.ToArray(), "app"u8.ToArray(), "pos"u8.ToArray()];

    private readonly byte[][] _instants;
    private readonly int _id, _time, _milliseconds, _prediction, _score, _latency, _amount, _age, _distance, _channel;

    /// <param name="spread">Event times lie uniformly in this span before now.</param>
    public PredictionRequest(int count, int port, TimeSpan spread = default) : base(Event, count, port)
    {
        var now = DateTimeOffset.UtcNow;
        _instants = [.. Enumerable.Range(0, (int)spread.TotalSeconds + 1)
            .Select(s => Encoding.ASCII.GetBytes(now.AddSeconds(-s).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)))];
        (_id, _time, _milliseconds) = (OffsetOf("IIII"), OffsetOf("TTTT"), OffsetOf("MMM"));
        (_prediction, _score, _latency) = (OffsetOf("PPPPP"), OffsetOf("SSSS"), OffsetOf("LLLL"));
        (_amount, _age, _distance, _channel) = (OffsetOf("AAAA"), OffsetOf("GG"), OffsetOf("DDD"), OffsetOf("CCC"));
    }

    protected override void Write(Span<byte> target, long number)
    {
        EventNumber.WriteUuid(target[_id..], number);
        var random = EventNumber.Mix((ulong)number ^ 0x5DEECE66DUL);
        _instants[random % (ulong)_instants.Length].CopyTo(target[_time..]);
        Digits(target.Slice(_milliseconds, 3), random >> 8);
        (random % 10 == 0 ? "fraud"u8 : "legit"u8).CopyTo(target[_prediction..]);
        Digits(target.Slice(_score, 4), random >> 16);
        random = EventNumber.Mix(random);
        Digits(target.Slice(_latency, 4), 1_000 + ((random & 0xFFFF) % 9_000));
        Digits(target.Slice(_latency + 5, 1), random >> 16);
        Digits(target.Slice(_amount, 4), 1_000 + ((random >> 20 & 0xFFFF) % 9_000));
        Digits(target.Slice(_amount + 5, 2), random >> 36);
        Digits(target.Slice(_age, 2), 18 + ((random >> 44) % 80));
        random = EventNumber.Mix(random);
        Digits(target.Slice(_distance, 3), 100 + ((random & 0xFFFF) % 900));
        Digits(target.Slice(_distance + 4, 1), random >> 16);
        Channels[random % 3].CopyTo(target[_channel..]);
    }

    /// <summary>The last digits of a number, as many as there is room for.</summary>
    private static void Digits(Span<byte> target, ulong value)
    {
        for (var i = target.Length - 1; i >= 0; i--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            target[i] = (byte)('0' + digit);
        }
    }
}

/// <summary>Ground truths for predictions sent before.</summary>
/// <param name="predictions">How many predictions there are; the truths go through them in an order that looks random.</param>
internal sealed class GroundTruthRequest(int count, int port, long predictions) : EventRequest(Event, count, port)
{
    private const string Event =
        """{"type":"ground_truth","id":"IIIIIIII-IIII-IIII-IIII-IIIIIIIIIIII","model":"fraud","ground_truth":"PPPPP"}""";

    private const long Stride = 2_147_483_647; // A prime larger than any number of predictions here: every one is met once.

    private readonly int _id = Event.IndexOf("IIII", StringComparison.Ordinal);
    private readonly int _truth = Event.IndexOf("PPPPP", StringComparison.Ordinal);

    protected override void Write(Span<byte> target, long number)
    {
        var prediction = (long)((UInt128)number * Stride % (ulong)predictions);
        EventNumber.WriteUuid(target[_id..], prediction);
        (EventNumber.Mix((ulong)prediction) % 10 == 0 ? "fraud"u8 : "legit"u8).CopyTo(target[_truth..]);
    }
}
