using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>The models and versions a block speaks of, numbered within the block; the processes' own numbers do not last.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<Model, int> _models = []; // Bounded by CatalogLimits.
    private readonly Dictionary<ModelVersion, int> _versions = []; // Bounded by CatalogLimits.

    public int NumberOf(Model model)
    {
        if (!_models.TryGetValue(model, out var number))
        {
            number = _models.Count;
            _models.Add(model, number);
        }

        return number;
    }

    public int NumberOf(ModelVersion version)
    {
        if (!_versions.TryGetValue(version, out var number))
        {
            NumberOf(version.Model);
            number = _versions.Count;
            _versions.Add(version, number);
        }

        return number;
    }

    public void WriteTo(ByteWriter writer)
    {
        writer.Varint(_models.Count);
        foreach (var model in _models.Keys)
        {
            writer.Text(model.Name);
            writer.Byte((byte)model.OutcomeKind);
        }

        writer.Varint(_versions.Count);
        foreach (var version in _versions.Keys)
        {
            writer.Varint(_models[version.Model]);
            writer.Text(version.Name);
        }

        _models.Clear();
        _versions.Clear();
    }

    public static (Model[] Models, ModelVersion[] Versions) Read(ByteReader reader, ModelCatalog catalog)
    {
        var models = new Model[reader.Int()];
        for (var i = 0; i < models.Length; i++)
        {
            models[i] = catalog.GetOrAddStored(reader.String());
            models[i].DecideKind((OutcomeKind)reader.Byte());
        }

        var versions = new ModelVersion[reader.Int()];
        for (var i = 0; i < versions.Length; i++)
        {
            versions[i] = catalog.GetOrAddStoredVersion(models[reader.Int()], reader.String());
        }

        return (models, versions);
    }
}
