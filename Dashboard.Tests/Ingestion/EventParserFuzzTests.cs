using System.Text;
using CsCheck;
using Dashboard.Core.Ingestion;
using Dashboard.Tests.Endpoints;
using Xunit;

namespace Dashboard.Tests.Ingestion;

/// <summary>Whatever arrives, a body is refused as a whole with 4xx or each of its events has exactly one outcome.</summary>
public sealed class EventParserFuzzTests
{
    private const int LargestSeed = 4_096;

    private static readonly byte[][] Corpus =
    [
        .. BadInputTable.Rows.Select(row => row.Body).Where(body => body.Length is > 0 and < LargestSeed),
        .. BadInputTable.Rows.Where(row => row.IsEvent && row.Body.Length < LargestSeed).Chunk(5)
            .Select(rows => Encoding.UTF8.GetBytes("[" + string.Join(',', rows.Select(row => Encoding.UTF8.GetString(row.Body))) + "]")),
        .. BadInputTable.Rows.Where(row => row.IsEvent && row.Body.Length < LargestSeed).Chunk(7)
            .Select(rows => Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Select(row => Encoding.UTF8.GetString(row.Body))))),
    ];

    private static readonly byte[] Interesting = "\"\\{}[]:,\n\r \t019.eE+-u\0"u8.ToArray().Concat(new byte[] { 0x7F, 0x80, 0xBF, 0xC0, 0xED, 0xF4, 0xFF }).ToArray();

    private static readonly Gen<byte> AnyByte = Gen.OneOf(Gen.Int[0, Interesting.Length - 1].Select(i => Interesting[i]), Gen.Byte);

    private static readonly Gen<byte[]> Mutated =
        from seed in Gen.Int[0, Corpus.Length - 1].Select(i => Corpus[i])
        from edits in Gen.Select(Gen.Int[0, 3], Gen.Int[0, int.MaxValue], AnyByte, Gen.Int[1, 40]).Array[0, 6]
        select edits.Aggregate(seed, (body, edit) => Edit(body, edit.Item1, edit.Item2, edit.Item3, edit.Item4));

    [Theory]
    [InlineData(BodyFormat.Json, false)]
    [InlineData(BodyFormat.Json, true)]
    [InlineData(BodyFormat.Ndjson, false)]
    [InlineData(BodyFormat.Ndjson, true)]
    public void Every_body_has_an_orderly_end(BodyFormat format, bool strict)
    {
        var bench = new ParserBench();

        Mutated.Sample(body => EndsOrderly(bench, body, format, strict), iter: 1_000, threads: 1, print: body => Encoding.Latin1.GetString(body));
    }

    private static bool EndsOrderly(ParserBench bench, byte[] body, BodyFormat format, bool strict)
    {
        try
        {
            using var request = bench.Parser.Parse(body, format, strict);
            var taken = request.Indexes.Distinct().ToList();
            var rejected = request.Issues.Select(issue => issue.Index).ToList();
            return request.Indexes.Count == request.Events.Count
                && (format == BodyFormat.Json || request.Lines.Count == request.Events.Count)
                && taken.Concat(rejected).Order().SequenceEqual(Enumerable.Range(0, request.Received))
                && (!strict || taken.Count == 0 || rejected.Count == 0);
        }
        catch (RequestRefusedException refusal)
        {
            return refusal.Status is 400 or 413 && refusal.Message.Length < 200;
        }
    }

    private static byte[] Edit(byte[] body, int kind, int where, byte value, int length)
    {
        var at = where % (body.Length + 1);
        var end = Math.Min(body.Length, at + length);
        return kind switch
        {
            0 => [.. body[..at], value, .. body[at..]],
            1 => [.. body[..at], .. body[end..]],
            2 => [.. body[..end], .. body[at..]],
            _ when at < body.Length => [.. body[..at], value, .. body[(at + 1)..]],
            _ => body,
        };
    }
}
