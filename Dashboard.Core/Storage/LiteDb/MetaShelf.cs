using LiteDB;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>The few single facts of a database: its format, the ledger, how far the cells are complete. Engine's thread only.</summary>
internal sealed class MetaShelf(LiteDbFile file)
{
    /// <summary>Raised when an older program could not read what this one writes.</summary>
    private const int Format = 1;

    private const int FormatId = 1;
    private const int LedgerId = 2;
    private const int CompleteThroughId = 3;
    private const int CellCountId = 4;

    private readonly ILiteCollection<BsonDocument> _meta = file.Collection("meta");

    /// <summary>Marks a new database; refuses one of a newer program.</summary>
    public void RequireFormat()
    {
        var found = _meta.FindById(FormatId);
        if (found is null)
        {
            file.Commit(() => _meta.Insert(new BsonDocument { ["_id"] = FormatId, ["format"] = Format }.Sealed()));
        }
        else if (found["format"].AsInt32 > Format && found.IsIntact())
        {
            throw new StorageInUseException(
                $"the data were written by a newer version of this program (format {found["format"].AsInt32}, this one reads {Format})");
        }
    }

    /// <summary>The ledger was there and could not be trusted.</summary>
    public bool IsLedgerDamaged { get; private set; }

    /// <returns>StoredEvents: events in all blocks, damaged ones counted until they are set aside.</returns>
    public (IngestLedger Ledger, long NextSequence, long StoredEvents) ReadLedger()
    {
        var document = _meta.FindById(LedgerId);
        if (document is null || document["_id"] != LedgerId || !document.IsIntact())
        {
            IsLedgerDamaged = document is not null;
            return (IngestLedger.Empty, 1, 0);
        }

        var rejected = document["r"].AsDocument.ToDictionary(pair => pair.Key, pair => pair.Value.AsInt64);
        return (new IngestLedger(document["a"].AsInt64, document["d"].AsInt64, rejected), document["s"].AsInt64, document["e"].AsInt64);
    }

    public void WriteLedger(IngestLedger ledger, long nextSequence, long storedEvents)
    {
        var rejected = new BsonDocument();
        foreach (var (code, count) in ledger.Rejected)
        {
            rejected[code] = count;
        }

        _meta.Upsert(new BsonDocument
        {
            ["_id"] = LedgerId,
            ["a"] = ledger.Accepted,
            ["d"] = ledger.Duplicates,
            ["r"] = rejected,
            ["s"] = nextSequence,
            ["e"] = storedEvents,
        }.Sealed());
        IsLedgerDamaged = false;
    }

    /// <summary>True for an intact account, of whatever origin.</summary>
    public static bool IsLedger(BsonDocument document)
    {
        if (document["_id"] != LedgerId || !document["s"].IsInt64 || !document.IsIntact())
        {
            return false;
        }

        document.Sealed();
        return true;
    }

    /// <summary>Takes over the account of another file.</summary>
    public void PutLedger(BsonDocument ledger) => _meta.Upsert(ledger);

    /// <summary>0, so that everything is replayed, when it cannot be trusted.</summary>
    public long ReadCompleteThrough() => ReadNumber(CompleteThroughId);

    public void WriteCompleteThrough(long sequence) => WriteNumber(CompleteThroughId, sequence);

    /// <summary>0 when it cannot be trusted.</summary>
    public long ReadCellCount() => ReadNumber(CellCountId);

    public void WriteCellCount(long count) => WriteNumber(CellCountId, count);

    private long ReadNumber(int id) =>
        _meta.FindById(id) is { } document && document["_id"] == id && document.IsIntact() ? document["t"].AsInt64 : 0;

    private void WriteNumber(int id, long number) => _meta.Upsert(new BsonDocument { ["_id"] = id, ["t"] = number }.Sealed());
}
