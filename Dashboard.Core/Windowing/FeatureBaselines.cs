using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>What the features of each model's first predictions were, by which later ones are sorted. Any thread.</summary>
public sealed class FeatureBaselines(FieldNames names, WindowingOptions options)
{
    private readonly LearnedOfModels<Known> _known = new();

    /// <summary>Null while there is none.</summary>
    public FeatureBaseline? Of(Model model) => _known.Of(model)?.Baseline;

    /// <summary>Plain words why a model has no baseline.</summary>
    public string LackOf(Model model)
    {
        var seen = SeenOf(model);
        return options.BaselineFeatures == 0 ? "features are not counted: Windowing:BaselineFeatures is 0"
            : seen == 0 ? "no features were sent"
            : _known.Of(model)?.Lack ?? $"no baseline yet: it needs {options.BaselinePredictions} predictions with features, has {seen}";
    }

    /// <summary>Predictions with features that came, or were replayed, while there was no baseline; not counted on once they suffice.</summary>
    public long SeenOf(Model model) => Math.Min(Interlocked.Read(ref (_known.Of(model) ?? Known.Nothing).Seen), options.BaselinePredictions);

    /// <summary>Says why a model has no baseline although enough predictions were seen.</summary>
    public void Refuse(Model model, string reason) => _known.Change(model, known => new Known(known?.Baseline, known?.Sorter, reason) { Seen = known?.Seen ?? 0 });

    public void Remove(Model model) => _known.Remove(model);

    internal void Adopt(Model model, FeatureBaseline baseline) =>
        _known.Change(model, _ => new Known(baseline, new FeatureSorter(baseline.Features, names), null));

    /// <summary>Everything will be loaded and replayed: it is seen again, and how far back stored cells reach is stored with them.</summary>
    internal void Forget()
    {
        _known.ChangeAll((_, known) => known.Baseline is null ? null : known);
        ForgetReach();
    }

    /// <summary>Cells were lost: predictions from before the baselines have to be counted again, where they are not.</summary>
    internal void ForgetReach() => _known.ChangeAll((_, known) => known.Reach(false));

    /// <summary>The stored cells count the predictions from before the baseline of this number too.</summary>
    /// <returns>False when it is the model's baseline no more.</returns>
    internal bool ReachBack(Model model, long number)
    {
        _known.ChangeAll((other, known) => other == model && known.Baseline?.Number == number ? known.Reach(true) : known);
        return Of(model)?.Number == number;
    }

    /// <summary>By the projection's writer only.</summary>
    /// <param name="isCounted">The cells hold it already.</param>
    internal FeatureMarks Sort(EventBatch events, in PredictionRow row, long sequence, bool isCounted)
    {
        if (row.Attributes.IsEmpty)
        {
            return default;
        }

        var model = row.Version.Model;
        var attributes = events.Text(row.Attributes);
        var known = _known.Of(model);
        if (known?.Sorter is null)
        {
            See(model, known, attributes);
            return default;
        }

        return !isCounted && sequence >= known.Baseline!.Number && known.Sorter.TrySort(attributes, out var marks)
            ? new FeatureMarks(known.Baseline, marks)
            : default;
    }

    /// <summary>The baseline of a model as bytes; empty when there is none.</summary>
    internal ReadOnlyMemory<byte> Encode(Model model) => LearnedBytes.Of(writer => Of(model)?.Write(writer));

    /// <exception cref="StorageException">The bytes end too early.</exception>
    internal void Load(Model model, ReadOnlyMemory<byte> stored)
    {
        foreach (var baseline in LearnedBytes.Read(stored, model.Name, FeatureBaseline.Read))
        {
            if (Of(model) is not { } known || known.Number <= baseline.Number)
            {
                Adopt(model, baseline);
            }
        }
    }

    private void See(Model model, Known? known, ReadOnlySpan<byte> attributes)
    {
        if (known?.Seen >= options.BaselinePredictions || !FeatureSorter.HasFeatures(attributes))
        {
            return;
        }

        if (known is null)
        {
            _known.Change(model, other => other ?? new Known(null, null, null));
            known = _known.Of(model)!;
        }

        Interlocked.Increment(ref known.Seen);
    }

    private sealed class Known(FeatureBaseline? baseline, FeatureSorter? sorter, string? lack)
    {
        public static readonly Known Nothing = new(null, null, null);

        public long Seen;

        public FeatureBaseline? Baseline { get; } = baseline;

        public FeatureSorter? Sorter { get; } = sorter;

        public string? Lack { get; } = lack;

        public Known Reach(bool isBack) =>
            Baseline is { } known && known.ReachesBack != isBack ? new Known(known with { ReachesBack = isBack }, Sorter, Lack) { Seen = Seen } : this;
    }
}
