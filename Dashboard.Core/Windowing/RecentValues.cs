namespace Dashboard.Core.Windowing;

/// <summary>The last values in order of arrival, each with a key. Bounded by its capacity; memory is taken as values come.</summary>
internal sealed class RecentValues<T>(int capacity)
    where T : struct
{
    private const int FirstRoom = 16;

    private (ulong Key, T Value)[] _ring = [];
    private long _added;

    /// <summary>Values held now.</summary>
    public int Count => (int)Math.Min(_added, capacity);

    public void Add(ulong key, in T value)
    {
        if (_added >= _ring.Length && _ring.Length < capacity)
        {
            Array.Resize(ref _ring, Math.Clamp(_ring.Length * 2, FirstRoom, capacity));
        }

        _ring[_added++ % _ring.Length] = (key, value);
    }

    /// <summary>Changes the value of a key in its place, if it is still held.</summary>
    public void Change<TNews>(ulong key, TNews news, Func<T, TNews, T> change)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_ring[i].Key == key)
            {
                _ring[i].Value = change(_ring[i].Value, news);
                return;
            }
        }
    }

    /// <param name="back">1 for the newest, up to <see cref="Count"/>.</param>
    public ref readonly T Newest(int back) => ref _ring[(_added - back) % _ring.Length].Value;

    /// <summary>The newest first, at most <paramref name="most"/>: a copy.</summary>
    public T[] NewestFirst(int most)
    {
        var values = new T[Math.Min(most, Count)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Newest(i + 1);
        }

        return values;
    }
}
