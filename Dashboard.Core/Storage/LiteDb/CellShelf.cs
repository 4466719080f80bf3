using Dashboard.Core.Predictions;
using LiteDB;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// Models and cells as documents. A cell's key puts the buckets of one timeline and resolution side by side, so that
/// the cells that change together lie on few pages. Engine's thread only; writes inside a <see cref="LiteDbFile.Commit"/>.
/// </summary>
internal sealed class CellShelf(LiteDbFile file)
{
    private const int CellsPerPage = 500;
    private const int BucketBits = 34;
    private static readonly int[] Resolutions = [10, 60, 3_600, 86_400];

    private readonly ILiteCollection<BsonDocument> _models = file.Collection("models");
    private readonly ILiteCollection<BsonDocument> _timelines = file.Collection("versions");
    private readonly ILiteCollection<BsonDocument> _cells = file.Collection("cells");
    private readonly Dictionary<string, int> _modelNumbers = new(StringComparer.Ordinal); // Bounded by CatalogLimits.
    private readonly Dictionary<Timeline, int> _timelineNumbers = []; // Bounded by CatalogLimits.
    private int _lastNumber;

    /// <summary>Cells on the shelf: when fewer are found, LiteDB's index has lost some, and would lose those saved next.</summary>
    public long Count { get; private set; }

    /// <summary>Reads which numbers are given out; before anything is saved.</summary>
    /// <param name="count">Cells there should be.</param>
    public void Learn(long count)
    {
        Count = count;
        LoadModels(out _);
        LoadTimelines();
    }

    public (List<StoredModel> Models, List<StoredCell> Cells, int Damaged) Load()
    {
        var models = LoadModels(out var damaged);
        var names = LoadTimelines();
        var cells = new List<StoredCell>(); // Bounded by the projection's cell limit.
        var seen = new HashSet<CellAddress>(); // Bounded by the same.
        var found = 0;
        var after = 0L;
        while (true)
        {
            var page = _cells.Find(Query.GT("_id", after), 0, CellsPerPage).ToList();
            foreach (var document in page)
            {
                found++;
                if (Read(document, names) is { } cell && seen.Add(cell.Address))
                {
                    cells.Add(cell);
                }
                else
                {
                    damaged++;
                }
            }

            // A damaged number must not lead back to where we were.
            if (page.Count < CellsPerPage || page[^1]["_id"] is not { IsInt64: true } last || last.AsInt64 <= after)
            {
                break;
            }

            after = last.AsInt64;
        }

        if (found < Count)
        {
            throw new UnreadableException($"{Count - found:N0} cells are not where they should be");
        }

        Count = found;
        return (models, cells, damaged);
    }

    public void Save(CellChanges changes)
    {
        foreach (var model in changes.Models)
        {
            Save(model);
        }

        foreach (var cell in changes.Cells)
        {
            Save(cell);
        }

        foreach (var address in changes.Removed)
        {
            Count -= _cells.Delete(IdOf(address)) ? 1 : 0;
        }
    }

    /// <summary>True for an intact model, version or cell, of whatever origin.</summary>
    public static bool IsOwn(BsonDocument document)
    {
        var isOwn = IsCell(document) || document["labels"].IsArray || document["m"].IsString;
        if (!isOwn || !document.IsIntact())
        {
            return false;
        }

        document.Sealed();
        return true;
    }

    /// <summary>The number of the last event in a cell; 0 for a model or version.</summary>
    public static long ThroughOf(BsonDocument document) => IsCell(document) ? document["t"].AsInt64 : 0;

    /// <summary>Takes over a document of another file.</summary>
    public void Put(BsonDocument document) =>
        (IsCell(document) ? _cells : document["labels"].IsArray ? _models : _timelines).Upsert(document);

    public void Remove(string model)
    {
        if (_modelNumbers.Remove(model, out var number))
        {
            _models.Delete(number);
        }

        foreach (var (key, versionNumber) in _timelineNumbers.Where(pair => pair.Key.Model == model).ToList())
        {
            var first = (long)versionNumber << (BucketBits + 2);
            Count -= _cells.DeleteMany(Query.Between("_id", first, first + (1L << (BucketBits + 2)) - 1));
            _timelines.Delete(versionNumber);
            _timelineNumbers.Remove(key);
        }
    }

    /// <param name="damaged">Models whose cells are lost with them: their label codes mean nothing.</param>
    private List<StoredModel> LoadModels(out int damaged)
    {
        damaged = 0;
        var models = new List<StoredModel>();
        foreach (var document in _models.FindAll())
        {
            if (!document.IsIntact())
            {
                TakeNumber(document["_id"]);
                damaged++;
                continue;
            }

            var name = document["name"].AsString;
            Remember(_modelNumbers, name, document["_id"].AsInt32);
            models.Add(new StoredModel(
                name, (OutcomeKind)document["kind"].AsInt32, Texts(document["labels"]), Texts(document["versions"]), document["demo"].AsBoolean)
                {
                    Learned = Bytes(document["learned"]),
                    FeatureBaseline = Bytes(document["features"]),
                });
        }

        return models;
    }

    private Dictionary<int, Timeline> LoadTimelines()
    {
        var names = new Dictionary<int, Timeline>();
        foreach (var document in _timelines.FindAll())
        {
            if (!document.IsIntact())
            {
                TakeNumber(document["_id"]);
                continue; // So are all cells that bear its number, which must not be given out again.
            }

            var name = new Timeline(document["m"].AsString, document["v"].AsString, document["d"].AsString ?? "", document["s"].AsString ?? "");
            names[document["_id"].AsInt32] = name;
            Remember(_timelineNumbers, name, document["_id"].AsInt32);
        }

        return names;
    }

    private void Save(StoredModel model)
    {
        if (!_modelNumbers.TryGetValue(model.Name, out var number))
        {
            _modelNumbers[model.Name] = number = ++_lastNumber;
        }

        _models.Upsert(new BsonDocument
        {
            ["_id"] = number,
            ["name"] = model.Name,
            ["kind"] = (int)model.OutcomeKind,
            ["labels"] = new BsonArray(model.Labels.Select(label => new BsonValue(label))),
            ["versions"] = new BsonArray(model.Versions.Select(version => new BsonValue(version))),
            ["demo"] = model.IsDemo,
            ["learned"] = model.Learned.ToArray(),
            ["features"] = model.FeatureBaseline.ToArray(),
        }.Sealed());
    }

    private void Save(in StoredCell cell)
    {
        var id = IdOf(cell.Address);
        var content = cell.Content.ToArray();
        var isNew = _cells.Upsert(new BsonDocument
        {
            ["_id"] = id,
            ["t"] = cell.ThroughSequence,
            ["c"] = content,
        }.Sealed());
        Count += isNew ? 1 : 0;
    }

    private static StoredCell? Read(BsonDocument document, Dictionary<int, Timeline> names)
    {
        if (!document.IsIntact() || !names.TryGetValue((int)(document["_id"].AsInt64 >> (BucketBits + 2)), out var name))
        {
            return null;
        }

        var id = document["_id"].AsInt64;
        var seconds = Resolutions[(id >> BucketBits) & 3];
        var bucket = (id & ((1L << BucketBits) - 1)) * seconds * TimeSpan.TicksPerSecond;
        return new StoredCell(new CellAddress(name.Model, name.Version, seconds, bucket, name.Dimension, name.SegmentValue), document["t"].AsInt64, document["c"].AsBinary);
    }

    private long IdOf(in CellAddress address)
    {
        var bucket = address.BucketTicks / (address.ResolutionSeconds * TimeSpan.TicksPerSecond);
        var resolution = Array.IndexOf(Resolutions, address.ResolutionSeconds);
        return ((long)NumberOf(new Timeline(address.Model, address.Version, address.Dimension, address.SegmentValue)) << (BucketBits + 2)) | ((long)resolution << BucketBits) | bucket;
    }

    private int NumberOf(Timeline timeline)
    {
        if (!_timelineNumbers.TryGetValue(timeline, out var number))
        {
            _timelineNumbers[timeline] = number = ++_lastNumber;
            _timelines.Insert(new BsonDocument
            {
                ["_id"] = number,
                ["m"] = timeline.Model,
                ["v"] = timeline.Version,
                ["d"] = timeline.Dimension,
                ["s"] = timeline.SegmentValue,
            }.Sealed());
        }

        return number;
    }

    private void Remember<TName>(Dictionary<TName, int> numbers, TName name, int number)
        where TName : notnull
    {
        numbers[name] = number;
        _lastNumber = Math.Max(_lastNumber, number);
    }

    private void TakeNumber(BsonValue number) => _lastNumber = Math.Max(_lastNumber, number.IsInt32 ? number.AsInt32 : 0);

    private static bool IsCell(BsonDocument document) => document["_id"].IsInt64 && document["t"].IsInt64 && document["c"].IsBinary;

    private static ReadOnlyMemory<byte> Bytes(BsonValue value) => value.IsBinary ? value.AsBinary : ReadOnlyMemory<byte>.Empty;

    private static List<string> Texts(BsonValue array) => [.. array.AsArray.Select(value => value.AsString)];

    /// <summary>What cells have in common but their resolution and bucket; a segment's dimension is empty for the whole.</summary>
    private readonly record struct Timeline(string Model, string Version, string Dimension, string SegmentValue);
}
