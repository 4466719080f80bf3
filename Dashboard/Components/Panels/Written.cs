using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dashboard.Core.Metrics;

namespace Dashboard.Components.Panels;

/// <summary>
/// The words for a snapshot or a sample, written once for all who look at it: what a tick formats does not grow with the viewers. They
/// are kept as long as what they are about, at most one of each kind per time zone.
/// </summary>
internal static class Written
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<(Type Kind, TimeText? Clock), object>> Kept = [];

    /// <param name="about">Immutable.</param>
    public static TWords Of<TAbout, TWords>(TAbout about, Func<TAbout, TWords> write)
        where TAbout : class
        where TWords : class => Of(about, null, (subject, _) => write(subject));

    /// <param name="about">Immutable.</param>
    /// <param name="clock">Null where no instant is written.</param>
    /// <param name="write">Called by more than one at a time when they ask at once; then all but one result is dropped.</param>
    public static TWords Of<TAbout, TWords>(TAbout about, TimeText? clock, Func<TAbout, TimeText, TWords> write)
        where TAbout : class
        where TWords : class
    {
        var kept = Kept.GetOrCreateValue(about);
        var key = (typeof(TWords), clock);
        return (TWords)(kept.TryGetValue(key, out var words) ? words : kept.GetOrAdd(key, write(about, clock ?? TimeText.Utc)));
    }
}
