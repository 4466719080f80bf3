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

    private readonly LearnedOfModels<Known> _known = new();

    /// <summary>Newest first; empty while there is none.</summary>
    public IReadOnlyList<LossModel> Of(Model model) => _known.Of(model)?.Trees ?? [];

    public LossModel? NewestOf(Model model) => Of(model) is [var newest, ..] ? newest : null;

    /// <summary>Plain words why a model has no tree.</summary>
    public string LackOf(Model model) => _known.Of(model)?.Lack ?? "not learned yet";

    /// <summary>Says why a model has no tree so far.</summary>
    public void Refuse(Model model, string reason) => Change(model, known => known with { Lack = reason });

    /// <summary>A newer tree takes over; one of a number that is known already only brings its record.</summary>
    public void Adopt(Model model, LossModel loss) => Change(model, known =>
    {
        LossModel[] trees = [.. known.Trees.Where(tree => tree.Number != loss.Number).Append(loss).OrderByDescending(tree => tree.Number).Take(KeptTrees)];
        return new Known(trees, new LossSorter(trees[0], names), null);
    });

    public void Remove(Model model) => _known.Remove(model);

    internal LeafMark Sort(EventBatch events, in PredictionRow row) =>
        !row.Predicted.IsNone && row.Version.Model.IsRegression && _known.Of(row.Version.Model)?.Sorter is { } sorter
            ? sorter.Sort(events, row)
            : default;

    /// <summary>The trees of a model as bytes, oldest first; empty when there is none.</summary>
    internal ReadOnlyMemory<byte> Encode(Model model) => LearnedBytes.Of(writer =>
    {
        foreach (var tree in Of(model).Reverse())
        {
            tree.Write(writer);
        }
    });

    /// <exception cref="StorageException">The bytes end too early.</exception>
    internal void Load(Model model, ReadOnlyMemory<byte> stored)
    {
        foreach (var loss in LearnedBytes.Read(stored, model.Name, LossModel.Read))
        {
            Adopt(model, loss);
        }
    }

    private void Change(Model model, Func<Known, Known> change) => _known.Change(model, known => change(known ?? new Known([], null, null)));

    private sealed record Known(IReadOnlyList<LossModel> Trees, LossSorter? Sorter, string? Lack);
}
