using Dashboard.Core.Estimation;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>
/// The trees that tell how hard a regression model's predictions are, by model: the newest sorts what comes, the ones before it
/// still read what they have sorted. Any thread.
/// </summary>
public sealed class LossModels(FieldNames names)
{
    /// <summary>Trees kept of a model.</summary>
    private const int KeptTrees = 4;

    private readonly Lock _gate = new(); // Between those that change it.
    private volatile Dictionary<Model, Known> _known = []; // Bounded by CatalogLimits.Models; replaced, never changed.

    /// <summary>Newest first; empty while there is none.</summary>
    public IReadOnlyList<LossModel> Of(Model model) => _known.GetValueOrDefault(model)?.Trees ?? [];

    public LossModel? NewestOf(Model model) => Of(model) is [var newest, ..] ? newest : null;

    /// <summary>Plain words why a model has no tree.</summary>
    public string LackOf(Model model) => _known.GetValueOrDefault(model)?.Lack ?? "not learned yet";

    /// <summary>Says why a model has no tree so far.</summary>
    public void Refuse(Model model, string reason) => Change(model, known => known with { Lack = reason });

    /// <summary>A newer tree takes over; one of a number that is known already only brings its record.</summary>
    public void Adopt(Model model, LossModel loss) => Change(model, known =>
    {
        LossModel[] trees = [.. known.Trees.Where(tree => tree.Number != loss.Number).Append(loss).OrderByDescending(tree => tree.Number).Take(KeptTrees)];
        return new Known(trees, new LossSorter(trees[0], names), null);
    });

    public void Remove(Model model)
    {
        lock (_gate)
        {
            _known = _known.Where(pair => pair.Key != model).ToDictionary();
        }
    }

    internal LeafMark Sort(EventBatch events, in PredictionRow row) =>
        !row.Predicted.IsNone && row.Version.Model.IsRegression && _known.GetValueOrDefault(row.Version.Model)?.Sorter is { } sorter
            ? sorter.Sort(events, row)
            : default;

    /// <summary>The trees of a model as bytes, oldest first; empty when there is none.</summary>
    internal ReadOnlyMemory<byte> Encode(Model model)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var tree in Of(model).Reverse())
        {
            tree.Write(writer);
        }

        return bytes.ToArray();
    }

    /// <exception cref="StorageException">The bytes end too early.</exception>
    internal void Load(Model model, ReadOnlyMemory<byte> stored)
    {
        using var bytes = new MemoryStream(stored.ToArray());
        using var reader = new BinaryReader(bytes);
        try
        {
            while (bytes.Position < bytes.Length && LossModel.Read(reader) is { } loss)
            {
                Adopt(model, loss);
            }
        }
        catch (Exception broken) when (broken is EndOfStreamException or FormatException)
        {
            throw new StorageException($"what was learned about {model.Name} cannot be read", broken);
        }
    }

    private void Change(Model model, Func<Known, Known> change)
    {
        lock (_gate)
        {
            _known = new Dictionary<Model, Known>(_known) { [model] = change(_known.GetValueOrDefault(model) ?? new Known([], null, null)) };
        }
    }

    private sealed record Known(IReadOnlyList<LossModel> Trees, LossSorter? Sorter, string? Lack);
}
