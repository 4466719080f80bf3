using Dashboard.Core.Storage.LiteDb.Blocks;
using LiteDB;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// Blocks as documents. A recent block is one document; a full one has its head in a collection of its own, so that opening
/// reads kilobytes instead of all events. On the engine's thread only; writes inside a <see cref="LiteDbFile.Commit"/>.
/// </summary>
internal sealed class BlockShelf(LiteDbFile file)
{
    private const int HeadsPerPage = 1_000;

    /// <summary>More than any block holds: what a damaged head may claim.</summary>
    private const int MaxEvents = 65_536;

    private readonly ILiteCollection<BsonDocument> _recent = file.Collection("recent");
    private readonly ILiteCollection<BsonDocument> _blocks = file.Collection("blocks");
    private readonly ILiteCollection<BsonDocument> _heads = file.Collection("heads");
    private readonly ILiteCollection<BsonDocument> _damaged = file.Collection("damaged");

    /// <summary>All heads in order. One that is not intact has nothing to rely on but, roughly, its count.</summary>
    public IEnumerable<(BlockHead Head, bool IsIntact)> ReadHeads() =>
        ReadHeads(_heads, isRecent: false).Concat(ReadHeads(_recent, isRecent: true)).OrderBy(found => found.Head.First);

    /// <summary>Blocks set aside earlier, and the events in them.</summary>
    public (long Blocks, long Events) CountDamaged()
    {
        long blocks = 0, events = 0;
        foreach (var document in _damaged.Query().Select("{n}").ToEnumerable())
        {
            blocks++;
            events += document["n"].AsInt32;
        }

        return (blocks, events);
    }

    public void Put(EventBlock block)
    {
        if (block.Head.IsRecent)
        {
            _recent.Insert(ToDocument(block));
        }
        else
        {
            _blocks.Insert(ToDocument(block));
            _heads.Insert(ToDocument(block.Head));
        }
    }

    /// <summary>The block, or null when it is not there any more.</summary>
    public EventBlock? Read(BlockHead head)
    {
        var document = CollectionOf(head).FindById(head.First);
        return document is null ? null
            : IsSection(document, "c") && IsSection(document, "r") ? new EventBlock(head, Section(document, "c"), Section(document, "r"))
            : new EventBlock(head, BlockSection.Lost, BlockSection.Lost);
    }

    public void Delete(BlockHead head)
    {
        CollectionOf(head).Delete(head.First);
        if (!head.IsRecent)
        {
            _heads.Delete(head.First);
        }
    }

    /// <summary>Keeps a damaged block's bytes for whoever wants to look, out of everybody's way.</summary>
    public void SetAside(BlockHead head)
    {
        var document = CollectionOf(head).FindById(head.First) ?? ToDocument(head);
        (document["_id"], document["n"]) = (head.First, head.Count); // What was found may be another document.
        _damaged.Upsert(document);
        Delete(head);
    }

    /// <summary>The block in a document of whatever origin; null when it is none, or not intact.</summary>
    public static EventBlock? ToBlock(BsonDocument document)
    {
        var (head, isIntact) = ToHead(document, isRecent: Integer(document["n"]) < LiteDbEventStore.FullBlock);
        if (!isIntact || !IsSection(document, "c") || !IsSection(document, "r"))
        {
            return null;
        }

        var block = new EventBlock(head, Section(document, "c"), Section(document, "r"));
        return block.Core.IsIntact(head) && block.Rest.IsIntact(head) ? block : null;
    }

    private ILiteCollection<BsonDocument> CollectionOf(BlockHead head) => head.IsRecent ? _recent : _blocks;

    private static IEnumerable<(BlockHead Head, bool IsIntact)> ReadHeads(ILiteCollection<BsonDocument> collection, bool isRecent)
    {
        var after = 0L;
        while (true)
        {
            var page = collection.Find(Query.GT("_id", after), 0, HeadsPerPage).ToList();
            foreach (var document in page)
            {
                yield return ToHead(document, isRecent);
            }

            // A damaged number must not lead back to where we were.
            if (page.Count < HeadsPerPage || page[^1]["_id"] is not { IsInt64: true } last || last.AsInt64 <= after)
            {
                yield break;
            }

            after = last.AsInt64;
        }
    }

    private static (BlockHead Head, bool IsIntact) ToHead(BsonDocument document, bool isRecent)
    {
        var seal = document["k"];
        var head = new BlockHead(
            Integer(document["_id"]), Integer(document["l"]), (int)Math.Clamp(Integer(document["n"]), 0, MaxEvents), (int)Integer(document["g"]),
            Integer(document["b"]), Integer(document["w"]), isRecent);
        return (head, seal == ToDocument(head)["k"]);
    }

    private static long Integer(BsonValue value) => value.IsNumber && !value.IsDouble && !value.IsDecimal ? value.AsInt64 : 0;

    private static BsonDocument ToDocument(BlockHead head) => new BsonDocument
    {
        ["_id"] = head.First,
        ["l"] = head.Last,
        ["n"] = head.Count,
        ["g"] = head.GroundTruths,
        ["b"] = head.Bytes,
        ["w"] = head.NewestReceivedTicks,
    }.Sealed();

    private static BsonDocument ToDocument(EventBlock block)
    {
        var document = ToDocument(block.Head);
        Put(document, "c", block.Core);
        Put(document, "r", block.Rest);
        return document;
    }

    private static void Put(BsonDocument document, string name, BlockSection section)
    {
        document[name] = section.Content;
        document[name + "l"] = section.Length;
        document[name + "k"] = section.Checksum;
    }

    private static bool IsSection(BsonDocument document, string name) =>
        document[name].IsBinary && document[name + "l"].IsInt32 && document[name + "k"].IsInt64;

    private static BlockSection Section(BsonDocument document, string name) =>
        new(document[name].AsBinary, document[name + "l"].AsInt32, document[name + "k"].AsInt64);
}
