using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;

namespace Dashboard.Core.Predictions;

/// <summary>Caps on what clients can make the process remember by name.</summary>
public sealed class CatalogLimits
{
    /// <summary>Most models. One more is refused with <c>cardinality_limit</c>.</summary>
    [Range(1, 1_000)]
    public int Models { get; set; } = 1_000;

    /// <summary>Most versions of one model. One more is refused with <c>cardinality_limit</c>.</summary>
    [Range(1, 1_000)]
    public int VersionsPerModel { get; set; } = 100;

    /// <summary>Most labels of one model with a row of their own in the confusion matrix.</summary>
    [Range(1, 60_000)]
    public int LabelsPerModel { get; set; } = 1_000;

    /// <summary>Most distinct segment and feature names over all models.</summary>
    [Range(1, 1_000_000)]
    public int FieldNames { get; set; } = 4_096;

    /// <summary>Dimensions of one model that are broken down: the first ones seen.</summary>
    [Range(0, 32)]
    public int SegmentDimensions { get; set; } = 8;

    /// <summary>Values of one dimension with figures of their own: the first ones seen. Others are shown together.</summary>
    [Range(1, 10_000)]
    public int SegmentValues { get; set; } = 100;

    /// <summary>Combinations of version and segments over all models.</summary>
    [Range(1, 2_000_000)]
    public int Slices { get; set; } = 100_000;
}

/// <summary>Every model, version and field name the process knows, each as one shared instance. Safe for concurrent use.</summary>
/// <param name="positiveLabel">The declared positive label of a model, or null.</param>
public sealed class ModelCatalog(CatalogLimits limits, Func<string, string?>? positiveLabel = null)
{
    private readonly ConcurrentDictionary<string, Model> _models = new(StringComparer.Ordinal); // Bounded by limits.Models.
    private readonly List<ModelVersion> _versions = []; // Bounded by Models x VersionsPerModel. Guarded by _gate.
    private readonly Lock _gate = new();

    public CatalogLimits Limits { get; } = limits;

    public FieldNames FieldNames { get; } = new(limits.FieldNames);

    /// <summary>Models with durable events, by name.</summary>
    public IReadOnlyList<Model> Models =>
        [.. _models.Values.Where(m => m.HasEvents).OrderBy(m => m.Name, StringComparer.Ordinal)];

    public Model? Find(string name) => _models.GetValueOrDefault(name);

    public Model? Find(ReadOnlySpan<char> name) =>
        _models.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var model) ? model : null;

    /// <summary>The model of this name, made if new; null when the catalogue is full.</summary>
    public Model? GetOrAdd(ReadOnlySpan<char> name) => GetOrAdd(name, Limits.Models);

    /// <summary>The model of stored events or cells: what was accepted once is never refused, whatever the limits are now.</summary>
    public Model GetOrAddStored(ReadOnlySpan<char> name) => GetOrAdd(name, int.MaxValue)!;

    /// <summary>The version of stored events or cells; see <see cref="GetOrAddStored"/>.</summary>
    public ModelVersion GetOrAddStoredVersion(Model model, ReadOnlySpan<char> name) =>
        FindVersion(model, name) ?? AddVersion(model, name, int.MaxValue)!;

    private Model? GetOrAdd(ReadOnlySpan<char> name, int limit)
    {
        if (_models.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var known))
        {
            return known;
        }

        lock (_gate)
        {
            var text = name.ToString();
            if (_models.TryGetValue(text, out known))
            {
                return known;
            }

            return _models.Count >= limit ? null : _models[text] = new Model(text, Limits, FieldNames, positiveLabel?.Invoke(text));
        }
    }

    /// <summary>The version of a model, made if new; null when the model has too many.</summary>
    public ModelVersion? GetOrAddVersion(Model model, ReadOnlySpan<char> name) =>
        FindVersion(model, name) ?? AddVersion(model, name, model.VersionLimit);

    public static ModelVersion? FindVersion(Model model, ReadOnlySpan<char> name)
    {
        foreach (var version in model.VersionSpan)
        {
            if (name.SequenceEqual(version.Name))
            {
                return version;
            }
        }

        return null;
    }

    private ModelVersion? AddVersion(Model model, ReadOnlySpan<char> name, int limit)
    {
        lock (_gate)
        {
            if (FindVersion(model, name) is { } known)
            {
                return known;
            }

            if (model.Versions.Count >= limit)
            {
                return null;
            }

            var version = new ModelVersion(model, name.ToString(), _versions.Count);
            _versions.Add(version);
            model.AddVersion(version);
            return version;
        }
    }
}
