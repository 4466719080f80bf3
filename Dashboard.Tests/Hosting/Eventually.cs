namespace Dashboard.Tests.Hosting;

/// <summary>Waits for a condition with a deadline, instead of sleeping for a guessed time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns once <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not within <paramref name="deadline"/> (default 20 s); names <paramref name="what"/>.</exception>
    public static async Task HoldsAsync(string what, Func<Task<bool>> condition, TimeSpan? deadline = null, CancellationToken cancel = default) =>
        await ReturnsAsync(what, async () => await condition() ? what : null, deadline, cancel);

    /// <inheritdoc cref="HoldsAsync(string, Func{Task{bool}}, TimeSpan?, CancellationToken)"/>
    public static Task HoldsAsync(string what, Func<bool> condition, TimeSpan? deadline = null, CancellationToken cancel = default) =>
        HoldsAsync(what, () => Task.FromResult(condition()), deadline, cancel);

    /// <summary>Returns the first value of <paramref name="probe"/> that is not null.</summary>
    /// <exception cref="TimeoutException">There was none within <paramref name="deadline"/> (default 20 s).</exception>
    public static async Task<T> ReturnsAsync<T>(string what, Func<Task<T?>> probe, TimeSpan? deadline = null, CancellationToken cancel = default)
        where T : class
    {
        var limit = deadline ?? TimeSpan.FromSeconds(20);
        var started = TimeProvider.System.GetTimestamp();
        using var pause = new PeriodicTimer(Pause);
        while (true)
        {
            if (await probe() is { } value)
            {
                return value;
            }

            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"not within {limit.TotalSeconds:0.#} s: {what}");
            }

            await pause.WaitForNextTickAsync(cancel);
        }
    }
}
