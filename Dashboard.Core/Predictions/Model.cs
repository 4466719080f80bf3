using System.IO.Hashing;
using System.Text;

namespace Dashboard.Core.Predictions;

/// <summary>One monitored model. Created by <see cref="ModelCatalog"/>; one instance per name for the life of the process.</summary>
public sealed class Model
{
    private int _outcomeKind;
    private volatile ModelVersion[] _versions = []; // Bounded by CatalogLimits.VersionsPerModel.

    internal Model(string name, CatalogLimits limits, FieldNames names, string? positiveLabel)
    {
        Name = name;
        NameHash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(name));
        Labels = new LabelSet(limits.LabelsPerModel);
        Segments = new SegmentSet(this, limits, names);
        PositiveLabel = positiveLabel;
        VersionLimit = limits.VersionsPerModel;
    }

    public string Name { get; }

    /// <summary>64-bit hash of the name, the same in every process: the seed of its prediction keys.</summary>
    public ulong NameHash { get; }

    public LabelSet Labels { get; }

    public SegmentSet Segments { get; }

    /// <summary>The label that precision, recall and scores are about, as declared; null when the data decide.</summary>
    public string? PositiveLabel { get; }

    public OutcomeKind OutcomeKind => (OutcomeKind)Volatile.Read(ref _outcomeKind);

    public bool IsRegression => OutcomeKind == OutcomeKind.Number;

    /// <summary>True for the built-in demo's models, which are marked on the page and can be removed with one click.</summary>
    public bool IsDemo => DemoModels.Contains(Name);

    /// <summary>True once an event of this model is durable; only such models are shown.</summary>
    public bool HasEvents { get; set; }

    /// <summary>Versions in order of first sight.</summary>
    public IReadOnlyList<ModelVersion> Versions => _versions;

    /// <summary>The same, for the hot path: enumerating it allocates nothing.</summary>
    internal ReadOnlySpan<ModelVersion> VersionSpan => _versions;

    internal int VersionLimit { get; }

    /// <summary>Decides how this model's outcomes are written, once. Returns the kind in force.</summary>
    public OutcomeKind DecideKind(OutcomeKind kind)
    {
        var before = Interlocked.CompareExchange(ref _outcomeKind, (int)kind, (int)OutcomeKind.Undecided);
        return before == (int)OutcomeKind.Undecided ? kind : (OutcomeKind)before;
    }

    internal void AddVersion(ModelVersion version) => _versions = [.. _versions, version];

    public override string ToString() => Name;
}

/// <summary>One version of a model: the unit that cells, windows and charts are kept for.</summary>
public sealed class ModelVersion(Model model, string name, int index)
{
    public Model Model { get; } = model;

    public string Name { get; } = name;

    /// <summary>Dense process-wide number (0, 1, 2, ...), for arrays keyed by version. Not stable across restarts.</summary>
    public int Index { get; } = index;

    public override string ToString() => $"{Model.Name} {Name}";
}
