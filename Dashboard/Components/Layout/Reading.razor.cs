using Dashboard.Components.Panels;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Layout;

/// <summary>
/// Runs a function against the projection for the selection of a <see cref="ModelFrame"/>: at once when the selection changes,
/// then at most every few seconds, in turn with all others (<see cref="HeavyReadings"/>), one at a time. The last value stays on
/// screen while the next is read, and when that fails. Not read while prerendering, nor while the viewer has paused.
/// </summary>
public sealed partial class Reading<T>
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _closed = new();
    private (SnapshotKey Key, object? With)? _asked;
    private T? _value;
    private bool _isRead;
    private bool _isReading;
    private bool _mustReadAgain;
    private ReadingTrouble? _trouble;
    private ITimer? _timer;
    private TimeSpan _every;

    [Parameter, EditorRequired]
    public FramedModel Frame { get; set; } = null!;

    /// <summary>Runs on any thread, and must not touch the page. Without it and <see cref="ReadStored"/> there is nothing to read.</summary>
    [Parameter]
    public Func<Projection, SnapshotKey, T>? Read { get; set; }

    /// <summary>The same for what is not in memory; it takes its turn itself.</summary>
    [Parameter]
    public Func<SnapshotKey, CancellationToken, Task<T>>? ReadStored { get; set; }

    /// <summary>The content can do without: until there is a value it gets none, and nothing stands in its place.</summary>
    [Parameter]
    public bool IsOptional { get; set; }

    /// <summary>What else <see cref="Read"/> depends on, to be compared by value: another one is read at once.</summary>
    [Parameter]
    public object? With { get; set; }

    [Parameter]
    public TimeSpan Every { get; set; } = UsualInterval;

    /// <summary>Place in the page's 12 columns of what stands here until there is a value; null inside a card.</summary>
    [Parameter]
    public string? Class { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment<T> ChildContent { get; set; } = null!;

    [Inject]
    private HeavyReadings Readings { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<Reading<T>> Log { get; set; } = null!;

    public void Dispose()
    {
        _timer?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (_timer is not null && Every != _every)
        {
            _every = Every;
            _timer.Change(Every, Every);
        }

        var asked = (Frame.Snapshot.Key, With);
        if (!RendererInfo.IsInteractive || asked.Equals(_asked))
        {
            return;
        }

        if (_asked?.Key != asked.Key)
        {
            (_isRead, _value, _trouble) = (false, default, null); // Figures of another selection would mislead.
        }

        _asked = asked;
        _ = ReadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _every = Every;
            _timer = Time.CreateTimer(_ => Turn(), null, Every, Every);
        }
    }

    /// <summary>The circuit is woken only for something.</summary>
    private void Turn()
    {
        if (HasSomethingToRead && !Frame.IsPaused)
        {
            _ = InvokeAsync(ReadAsync);
        }
    }

    private bool HasSomethingToRead => Read is not null || ReadStored is not null;

    private void Retry() => _ = ReadAsync();

    private async Task ReadAsync()
    {
        if (!HasSomethingToRead)
        {
            (_isRead, _value, _trouble) = (false, default, null);
            return;
        }

        if (_isReading || _asked is null || _closed.IsCancellationRequested)
        {
            _mustReadAgain = _isReading;
            return;
        }

        _isReading = true;
        do
        {
            _mustReadAgain = false;
            await ReadOnceAsync(_asked.Value);
        }
        while (_mustReadAgain && HasSomethingToRead && !_closed.IsCancellationRequested);
        _isReading = false;
    }

    private Task<T> RunAsync(SnapshotKey key)
    {
        var (read, stored) = (Read, ReadStored); // Of this moment: parameters change with each tick.
        return stored is not null ? stored(key, _closed.Token) : Readings.RunAsync(projection => read!(projection, key), _closed.Token);
    }

    private async Task ReadOnceAsync((SnapshotKey Key, object? With) asked)
    {
        try
        {
            var value = await RunAsync(asked.Key);
            if (_closed.IsCancellationRequested)
            {
                return; // The page has gone: there is nothing to render.
            }

            if (asked.Equals(_asked))
            {
                (_isRead, _value, _trouble) = (true, value, null);
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.LogError(e, "Figures of model {Model} could not be read", asked.Key.Model);
            _trouble = new ReadingTrouble(Retry);
        }

        StateHasChanged();
    }
}
