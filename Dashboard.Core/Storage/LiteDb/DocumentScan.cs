using System.Buffers.Binary;
using LiteDB;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// Finds the documents of a damaged database without LiteDB, whose indexes and lists may lead nowhere: every data page is
/// read for itself (LiteDB 5.0.20, BasePage and DataBlock), with the committed pages of the log over those of the data file.
/// What is found is not checked here.
/// </summary>
internal sealed class DocumentScan
{
    private const int PageSize = PageStream.PageSize;
    private const int DataPage = 4;
    private const int PageTypeOffset = 4;
    private const int HighestSlotOffset = 30;
    private const int PageHead = 32;
    private const int SlotSize = 4;
    private const int NoSlot = 255;

    /// <summary>Ahead of a document's bytes: whether they go on from another page, and the address of the next piece.</summary>
    private const int PieceHead = 6;

    /// <summary>LiteDB lets no larger document in: 2,047 pages.</summary>
    private const int MaxPieces = 2_047 * 2;

    private readonly IDurableFile _data;
    private readonly Dictionary<uint, byte[]> _logged = []; // Bounded by the log: a checkpoint every 1,000 pages.
    private readonly byte[] _page = new byte[PageSize];
    private readonly byte[] _next = new byte[PageSize];

    /// <param name="log">The data file's own.</param>
    public DocumentScan(IDurableFile data, IDurableFile log)
    {
        _data = data;
        if (LogHeader.Read(log) is { } header)
        {
            ReadLog(log, LogScan.Read(log, header.Salt).Whole);
        }
    }

    /// <summary>Where documents begin, with the documents.</summary>
    public IEnumerable<(DocumentAddress Address, BsonDocument Document)> Documents()
    {
        var pages = Math.Max(_data.Length / PageSize, _logged.Keys.DefaultIfEmpty().Max() + 1L);
        for (uint number = 0; number < pages; number++)
        {
            if (!TryReadPage(number, _page) || _page[HighestSlotOffset] == NoSlot)
            {
                continue;
            }

            for (int slot = 0, last = _page[HighestSlotOffset]; slot <= last; slot++)
            {
                if (Read(new DocumentAddress(number, (byte)slot)) is { } document)
                {
                    yield return (new DocumentAddress(number, (byte)slot), document);
                }
            }
        }
    }

    /// <summary>The document that begins at an address; null when there is none that can be read.</summary>
    public BsonDocument? Read(DocumentAddress address)
    {
        if (!TryReadPage(address.Page, _next) || Piece(address.Slot) is not { IsEmpty: false } first || first[0] != 0)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var piece = first;
        for (var pieces = 0; pieces < MaxPieces; pieces++)
        {
            bytes.Write(piece[PieceHead..]);
            var next = new DocumentAddress(BinaryPrimitives.ReadUInt32LittleEndian(piece[1..]), piece[5]);
            if (next.Page == uint.MaxValue)
            {
                return Parse(bytes.ToArray());
            }

            if (!TryReadPage(next.Page, _next) || Piece(next.Slot) is not { IsEmpty: false } more || more[0] == 0)
            {
                return null;
            }

            piece = more;
        }

        return null;
    }

    private static BsonDocument? Parse(byte[] bytes)
    {
        try
        {
            return BsonSerializer.Deserialize(bytes);
        }
        catch (Exception)
        {
            // Whatever LiteDB stumbles over: these bytes are no document.
            return null;
        }
    }

    /// <summary>Empty when the slot is free or leads out of the page.</summary>
    private ReadOnlySpan<byte> Piece(byte slot)
    {
        var entry = PageSize - (slot + 1) * SlotSize;
        if (entry < PageHead)
        {
            return default;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(_next.AsSpan(entry));
        var start = BinaryPrimitives.ReadUInt16LittleEndian(_next.AsSpan(entry + 2));
        return start < PageHead || length <= PieceHead || start + length > PageSize ? default : _next.AsSpan(start, length);
    }

    /// <summary>False when it is no data page.</summary>
    private bool TryReadPage(uint number, byte[] page)
    {
        if (_logged.TryGetValue(number, out var logged))
        {
            logged.CopyTo(page, 0);
        }
        else
        {
            try
            {
                if (_data.Read(page, (long)number * PageSize) != PageSize)
                {
                    return false;
                }
            }
            catch (IOException)
            {
                return false; // The medium itself has lost it.
            }
        }

        return page[PageTypeOffset] == DataPage;
    }

    private void ReadLog(IDurableFile log, long frames)
    {
        var frame = new byte[LogFrame.Size];
        for (var number = 0L; number < frames; number++)
        {
            log.Read(frame, LogHeader.Size + number * LogFrame.Size);
            var page = frame[LogFrame.HeadSize..];
            _logged[BinaryPrimitives.ReadUInt32LittleEndian(page)] = page;
        }
    }
}

/// <summary>A page of the data file and a slot in it.</summary>
internal readonly record struct DocumentAddress(uint Page, byte Slot);
