using Dashboard.Core.Evaluations;
using Dashboard.Core.Storage;

namespace Dashboard.ViewState;

/// <summary>What the page of evaluations shows: the history of one model, one evaluation of it, and another beside it.</summary>
public sealed class EvaluationBoard(EvaluationHistory history, TimeProvider time)
{
    /// <summary>Models with evaluations, by name.</summary>
    public IReadOnlyList<string> Models { get; private set; } = [];

    /// <summary>Null while nothing is stored.</summary>
    public string? Model { get; private set; }

    /// <summary>Of the model, newest first.</summary>
    public IReadOnlyList<EvaluationHead> Heads { get; private set; } = [];

    public Guid? Baseline { get; private set; }

    /// <summary>Null while there is none.</summary>
    public Evaluation? Selected { get; private set; }

    /// <summary>What the selected one is compared with; null for nothing.</summary>
    public EvaluationHead? Other { get; private set; }

    public EvaluationComparison? Comparison { get; private set; }

    public EvaluationTrend? Trend { get; private set; }

    /// <summary>Null where accuracy is no metric.</summary>
    public ClassicVerdict? Verdict { get; private set; }

    /// <summary>Why there is nothing to show; null when there is.</summary>
    public string? Problem { get; private set; }

    public bool IsLoaded { get; private set; }

    /// <param name="model">Null, or one without evaluations: that of the newest evaluation.</param>
    /// <param name="id">Null: the newest of the model.</param>
    /// <param name="with">Null: the baseline.</param>
    /// <param name="days">Of the trend.</param>
    public async Task LoadAsync(string? model, Guid? id, Guid? with, int days, CancellationToken cancel)
    {
        try
        {
            await ReadAsync(model, id, with, days, cancel);
            Problem = null;
        }
        catch (StorageException failure)
        {
            Problem = failure.Message;
        }

        IsLoaded = true;
    }

    public async Task PinAsync(Guid? id, CancellationToken cancel) => await TryAsync(() => history.PinAsync(Model!, id, cancel));

    public async Task DeleteAsync(Guid id, CancellationToken cancel) => await TryAsync(() => history.DeleteAsync(id, cancel));

    private async Task ReadAsync(string? model, Guid? id, Guid? with, int days, CancellationToken cancel)
    {
        var all = await history.ListAsync(null, cancel);
        Models = [.. all.Heads.Select(head => head.Model).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Model = Models.Contains(model, StringComparer.Ordinal) ? model : all.Heads.Count > 0 ? all.Heads[^1].Model : null;
        EvaluationHead[] heads = [.. all.Heads.Where(head => head.Model == Model)];
        Heads = [.. heads.Reverse()];
        Baseline = Model is not null && all.Baselines.TryGetValue(Model, out var pinned) ? pinned : null;
        var selected = Heads.FirstOrDefault(head => head.Id == id) ?? (Heads.Count > 0 ? Heads[0] : null);
        Selected = selected is null ? null : await history.FindAsync(selected.Id, cancel);
        Other = Heads.FirstOrDefault(head => head.Id == (with ?? Baseline) && head.Id != selected?.Id);
        Comparison = Other is null || selected is null ? null : EvaluationComparison.Of(Other, selected);
        Trend = Model is null ? null : EvaluationTrend.Of(Model, EvaluationTrend.UsualMetric(heads), heads, time.GetUtcNow().AddDays(-days));
        double[] accuracies = [.. heads.Select(head => head.ValueOf("accuracy")).OfType<double>()];
        Verdict = accuracies.Length == 0 ? null : ClassicRule.Judge(accuracies);
    }

    private async Task TryAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (StorageException failure)
        {
            Problem = failure.Message;
        }
    }
}
