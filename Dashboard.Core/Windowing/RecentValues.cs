namespace Dashboard.Core.Windowing;

/// <summary>The last values in order of arrival, each with a key. Bounded by its capacity; memory is taken as values come.</summary>
internal sealed class RecentValues<T>(int capacity)
    where T : struct
{
    private const int FirstRoom = 16;

    private const int NotHeld = -1;

    private (ulong Key, T Value)[] _ring = [];
    private int _oldest; // 0 until all of the capacity is taken.

    /// <summary>Values held now.</summary>
    public int Count { get; private set; }

    public void Add(ulong key, in T value)
    {
        if (Count == capacity)
        {
            _ring[_oldest] = (key, value);
            _oldest = PlaceOf(1);
            return;
        }

        if (Count == _ring.Length)
        {
            Array.Resize(ref _ring, Math.Min(Math.Max(_ring.Length * 2, FirstRoom), capacity));
        }

        _ring[PlaceOf(Count++)] = (key, value);
    }

    /// <summary>Changes the value of a key in its place, if it is still held.</summary>
    public void Change<TNews>(ulong key, TNews news, Func<T, TNews, T> change)
    {
        if (Find(key) is var age and not NotHeld)
        {
            ref var value = ref _ring[PlaceOf(age)].Value;
            value = change(value, news);
        }
    }

    /// <summary>Takes out the value of a key, if it is still held. Newer ones close up; what was pushed out before does not come back.</summary>
    public void Remove(ulong key)
    {
        if (Find(key) is var age and not NotHeld)
        {
            for (Count--; age < Count; age++)
            {
                _ring[PlaceOf(age)] = _ring[PlaceOf(age + 1)];
            }
        }
    }

    /// <param name="back">1 for the newest, up to <see cref="Count"/>.</param>
    public ref readonly T Newest(int back) => ref _ring[PlaceOf(Count - back)].Value;

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

    /// <returns>How many are older, or <see cref="NotHeld"/>.</returns>
    private int Find(ulong key)
    {
        for (var age = 0; age < Count; age++)
        {
            if (_ring[PlaceOf(age)].Key == key)
            {
                return age;
            }
        }

        return NotHeld;
    }

    /// <param name="older">How many values are older; less than the capacity.</param>
    private int PlaceOf(int older) => _oldest + older is var place && place < _ring.Length ? place : place - _ring.Length;
}
