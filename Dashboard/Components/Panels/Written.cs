using System.Runtime.CompilerServices;
using Dashboard.Core.Metrics;

namespace Dashboard.Components.Panels;

/// <summary>
/// The words for a snapshot or a sample, written once for all who look at it: what a tick formats does not grow with the viewers.
/// They last as long as somebody shows them, so a caller keeps what it gets; frames that are only kept for latecomers hold none.
/// </summary>
internal static class Written
{
    private static readonly ConditionalWeakTable<object, Shelf> Shelves = [];

    /// <param name="about">Immutable.</param>
    public static TWords Of<TAbout, TWords>(TAbout about, Func<TAbout, TWords> write)
        where TAbout : class
        where TWords : class => Shelves.GetOrCreateValue(about).Find<TWords>(null) ?? Shelves.GetOrCreateValue(about).Keep(null, write(about));

    /// <param name="about">Immutable.</param>
    public static TWords Of<TAbout, TWords>(TAbout about, TimeText clock, Func<TAbout, TimeText, TWords> write)
        where TAbout : class
        where TWords : class => Shelves.GetOrCreateValue(about).Find<TWords>(clock) ?? Shelves.GetOrCreateValue(about).Keep(clock, write(about, clock));

    /// <summary>What is written about one thing. Two who ask at once may both write; the first to be done is kept.</summary>
    private sealed class Shelf
    {
        private readonly Lock _gate = new();
        private readonly List<(TimeText? Clock, WeakReference<object> Words)> _all = []; // At most one per kind of words and time zone.

        public TWords? Find<TWords>(TimeText? clock)
            where TWords : class
        {
            lock (_gate)
            {
                foreach (var (written, reference) in _all)
                {
                    if (Equals(written, clock) && reference.TryGetTarget(out var words) && words is TWords found)
                    {
                        return found;
                    }
                }

                return null;
            }
        }

        public TWords Keep<TWords>(TimeText? clock, TWords words)
            where TWords : class
        {
            lock (_gate)
            {
                if (Find<TWords>(clock) is { } first)
                {
                    return first;
                }

                _all.RemoveAll(kept => !kept.Words.TryGetTarget(out _));
                _all.Add((clock, new(words)));
                return words;
            }
        }
    }
}
