using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>What was learned of each model. Any thread; what is read is a picture that never changes.</summary>
internal sealed class LearnedOfModels<T>
    where T : class
{
    private readonly Lock _gate = new(); // Between those that change it.
    private volatile Dictionary<Model, T> _known = []; // Bounded by CatalogLimits.Models; replaced, never changed.

    public T? Of(Model model) => _known.GetValueOrDefault(model);

    public void Change(Model model, Func<T?, T> change)
    {
        lock (_gate)
        {
            _known = new Dictionary<Model, T>(_known) { [model] = change(_known.GetValueOrDefault(model)) };
        }
    }

    public void Remove(Model model) => ChangeAll((other, known) => other == model ? null : known);

    /// <param name="change">Null removes.</param>
    public void ChangeAll(Func<Model, T, T?> change)
    {
        lock (_gate)
        {
            var changed = new Dictionary<Model, T>();
            foreach (var (model, known) in _known)
            {
                if (change(model, known) is { } left)
                {
                    changed[model] = left;
                }
            }

            _known = changed;
        }
    }
}
