using LiteDB;
using ZstdSharp;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// Evaluations as two documents each: a head, whose key puts those of one model side by side in order of time, and the packed
/// content. Engine's thread only; writes inside a <see cref="LiteDbFile.Commit"/>.
/// </summary>
internal sealed class EvaluationShelf(LiteDbFile file)
{
    private const int Level = 3;

    private readonly ILiteCollection<BsonDocument> _heads = file.Collection("evaluation_heads");
    private readonly ILiteCollection<BsonDocument> _contents = file.Collection("evaluation_contents");
    private readonly ILiteCollection<BsonDocument> _baselines = file.Collection("evaluation_baselines");

    public void Save(StoredEvaluation evaluation)
    {
        _heads.Upsert(new BsonDocument
        {
            ["_id"] = KeyOf(evaluation.Model, evaluation.Id),
            ["m"] = evaluation.Model,
            ["e"] = evaluation.Id,
            ["h"] = evaluation.Head.ToArray(),
        }.Sealed());
        using var packer = new Compressor(Level);
        _contents.Upsert(new BsonDocument { ["_id"] = evaluation.Id, ["c"] = packer.Wrap(evaluation.Content.Span).ToArray() }.Sealed());
    }

    public void Delete(string model, Guid id)
    {
        _heads.Delete(KeyOf(model, id));
        _contents.Delete(id);
        if (Baseline(model) == id)
        {
            _baselines.Delete(model);
        }
    }

    public void Pin(string model, Guid? id)
    {
        if (id is { } pinned)
        {
            _baselines.Upsert(new BsonDocument { ["_id"] = model, ["e"] = pinned }.Sealed());
        }
        else
        {
            _baselines.Delete(model);
        }
    }

    public StoredEvaluations List(string? model)
    {
        var heads = (model is null ? _heads.FindAll() : _heads.Find(Query.StartsWith("_id", KeyOf(model, null)))).Select(Read).ToList();
        var baselines = model is null
            ? _baselines.FindAll().Where(document => document.IsIntact()).ToDictionary(d => d["_id"].AsString, d => d["e"].AsGuid, StringComparer.Ordinal)
            : Baseline(model) is { } id ? new Dictionary<string, Guid> { [model] = id } : [];
        return new StoredEvaluations([.. heads.OfType<StoredEvaluationHead>().OrderBy(head => head.Id)], baselines);
    }

    public ReadOnlyMemory<byte>? Load(Guid id)
    {
        if (_contents.FindById(id) is not { } document || !document.IsIntact())
        {
            return null;
        }

        using var unpacker = new Decompressor();
        return unpacker.Unwrap(document["c"].AsBinary, StoredEvaluation.MaxContent).ToArray();
    }

    /// <summary>Null when not even the key can be trusted.</summary>
    private static StoredEvaluationHead? Read(BsonDocument document)
    {
        if (document.IsIntact())
        {
            return new StoredEvaluationHead(document["e"].AsGuid, document["m"].AsString, document["h"].AsBinary);
        }

        var key = document["_id"].IsString ? document["_id"].AsString.Split('\n') : [];
        return key.Length == 2 && Guid.TryParse(key[1], out var id) ? new StoredEvaluationHead(id, key[0], null) : null;
    }

    private Guid? Baseline(string model) => _baselines.FindById(model) is { } document && document.IsIntact() ? document["e"].AsGuid : null;

    /// <summary>Names of models hold no line break.</summary>
    private static string KeyOf(string model, Guid? id) => $"{model}\n{id:N}";
}
