using CsCheck;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage.LiteDb.Blocks;
using Dashboard.Tests.StorageConformance;

namespace Dashboard.Tests.Storage;

/// <summary>Whatever a batch holds comes back from its block, in a process that knows nothing of the one that wrote it.</summary>
public sealed class BlockCodecTests
{
    /// <summary>So few that some labels are unlisted.</summary>
    private static readonly CatalogLimits Limits = new() { LabelsPerModel = 2 };

    [Fact]
    public void Every_batch_comes_back_in_another_process() => GeneratedEvent.Batches.Sample(events =>
    {
        var catalog = new ModelCatalog(Limits);
        using var batch = GeneratedEvent.ToBatch(events, catalog);
        using var encoder = new EventBlockEncoder(catalog);
        var block = encoder.Encode(batch, 7, 6 + batch.Count, [], isRecent: true);

        var other = new ModelCatalog(Limits);
        using var decoder = new EventBlockDecoder(other);
        using var run = decoder.Decode(block, withRest: true);
        Assert.Equal(EventText.Lines(batch, catalog, position => 7 + position), EventText.Lines(run, other));
    });

    [Fact]
    public void The_core_alone_has_everything_but_texts_of_ids_errors_and_attributes() => GeneratedEvent.Batches.Sample(events =>
    {
        var catalog = new ModelCatalog(Limits);
        using var batch = GeneratedEvent.ToBatch(events, catalog);
        using var encoder = new EventBlockEncoder(catalog);
        using var decoder = new EventBlockDecoder(catalog);
        using var run = decoder.Decode(encoder.Encode(batch, 1, batch.Count, [], isRecent: true), withRest: false);
        foreach (ref var row in batch.Predictions)
        {
            (row.Id, row.Error, row.Attributes) = (default, default, default);
        }

        foreach (ref var row in batch.GroundTruths)
        {
            row.Id = default;
        }

        Assert.Equal(EventText.Lines(batch, catalog, position => 1 + position), EventText.Lines(run, catalog));
    });

    [Fact]
    public void Gaps_in_the_numbers_come_back() => Gen.Select(GeneratedEvent.Batches, Gen.Long[1, 1L << 40].Array[1, 60]).Sample((events, steps) =>
    {
        var catalog = new ModelCatalog(Limits);
        using var batch = GeneratedEvent.ToBatch(events, catalog);
        var numbers = new long[batch.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (i == 0 ? 0 : numbers[i - 1]) + steps[i % steps.Length];
        }

        using var encoder = new EventBlockEncoder(catalog);
        using var decoder = new EventBlockDecoder(catalog);
        using var run = decoder.Decode(encoder.Encode(batch, numbers[0], numbers[^1], numbers, isRecent: false), withRest: false);
        Assert.Equal(numbers, Enumerable.Range(0, numbers.Length).Select(run.SequenceOf));
    });

    [Fact]
    public void Any_flipped_bit_of_a_section_is_detected()
    {
        var catalog = new ModelCatalog(Limits);
        using var batch = new EventBatch();
        new EventSource(catalog).Fill(batch, 60);
        using var encoder = new EventBlockEncoder(catalog);
        var block = encoder.Encode(batch, 1_000, 1_059, [], isRecent: true);
        foreach (var section in new[] { block.Core, block.Rest })
        {
            Assert.True(section.IsIntact(block.Head));
            Assert.False(section.IsIntact(block.Head with { First = 1_001 }), "in another block's place");
            Assert.False((section with { Length = section.Length + 1 }).IsIntact(block.Head), "of another length");
            for (var bit = 0; bit < section.Content.Length * 8; bit++)
            {
                section.Content[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(section.IsIntact(block.Head), $"bit {bit} of {section.Content.Length} bytes");
                section.Content[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Sections_of_any_size_are_packed_and_unpacked() => Gen.Byte.Array[0, 3_000].Select(Gen.Int[1, 40]).Sample((bytes, repeats) =>
    {
        byte[] content = [.. Enumerable.Repeat(bytes, repeats).SelectMany(some => some)];
        using var packer = new SectionPacker();
        var section = packer.Pack(content, 1);
        Assert.True(section.Content.Length <= content.Length);
        Assert.Equal(content, packer.Unpack(section).AsSpan(0, section.Length).ToArray());
    }, iter: 300);
}
