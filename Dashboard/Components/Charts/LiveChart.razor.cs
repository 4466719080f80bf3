using Dashboard.Components.Panels;
using Dashboard.Core.Exchange;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Charts;

/// <summary>A chart that <see cref="ChartLink"/> feeds, tick by tick or with <see cref="Data"/>. A change of <see cref="Figure"/>, or from shares to numbers, needs a new instance (<c>@key</c>).</summary>
public sealed partial class LiveChart : IAsyncDisposable
{
    /// <summary>
    /// Whoever listens cannot follow a sentence that changes each second, and each change is sent to every viewer. Nothing is lost: the
    /// words are those of this long ago at most, and the table beside the chart is always of now.
    /// </summary>
    private static readonly TimeSpan SayInterval = TimeSpan.FromSeconds(5);

    private static readonly byte[] Nothing = "{}"u8.ToArray();

    private readonly string _id = $"chart-{Guid.NewGuid():N}";
    private ChartDefinition _definition = null!;
    private string? _drawnLines;
    private ChartData? _drawnData;
    private ChartTrace? _drawnMark;
    private LineFigures? _drawnSeries;
    private LineFigures? _drawnOver;
    private byte[] _sent = [];
    private string _said = "";
    private long _saidAt;
    private object? _spokenOf;
    private object? _rendered;
    private bool _isAttached;

    /// <summary>
    /// Which of the delta's parts it draws, <c>quality</c> or <c>latency</c>; with <see cref="Data"/> or <see cref="Series"/>, any name of its
    /// own on the page.
    /// </summary>
    [Parameter, EditorRequired]
    public string Role { get; set; } = "";

    [Parameter, EditorRequired]
    public ChartFigure Figure { get; set; }

    /// <summary>What the chart shows now, in words; asked for when they are needed.</summary>
    [Parameter, EditorRequired]
    public Func<string> Label { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    /// <summary>Names of further lines to show, which charts.js knows; null where there are none.</summary>
    [Parameter]
    public string? Lines { get; set; }

    /// <summary>Lines over time that were read apart from the ticks.</summary>
    [Parameter]
    public LineFigures? Series { get; set; }

    /// <summary>Lines over time that were read apart from the ticks, laid over those that follow them.</summary>
    [Parameter]
    public LineFigures? Over { get; set; }

    /// <summary>Behind the lines, where they are drawn.</summary>
    [Parameter]
    public RenderFragment? Backdrop { get; set; }

    /// <summary>Points on any axes that were read apart from the ticks. Drawn when it is another instance.</summary>
    [Parameter]
    public ChartData? Data { get; set; }

    /// <summary>Points to stress beside the <see cref="Data"/>, as often as a control moves them.</summary>
    [Parameter]
    public ChartTrace? Mark { get; set; }

    /// <summary>The points, where they are neither <see cref="Data"/> nor <see cref="Series"/>.</summary>
    [Parameter]
    public Func<FigureTable>? Points { get; set; }

    /// <summary>What the <see cref="Backdrop"/> shows; null for nothing.</summary>
    [Parameter]
    public Func<FigureTable>? Map { get; set; }

    /// <summary>The versions it is about, where they are not the page's; null for those.</summary>
    [Parameter]
    public string? Versions { get; set; }

    /// <summary>Offers to keep it as a file.</summary>
    [CascadingParameter]
    private Panel? Panel { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public ValueTask DisposeAsync()
    {
        Panel?.Withdraw(this);
        return Link.DetachAsync(Role, _id);
    }

    /// <summary>What is drawn now; null while nothing is.</summary>
    internal FigureTable? ToTable() => Series?.ToTable() ?? Data?.ToTable() ?? Points?.Invoke();

    protected override void OnInitialized()
    {
        (_definition, _drawnLines) = (ChartDefinition.Of(Figure, Series is { IsShare: true }), Lines);
        Panel?.Offer(this);
    }

    protected override void OnParametersSet()
    {
        var spokenOf = (Series, Over, Data, Versions);
        if (!spokenOf.Equals(_spokenOf) || Time.GetElapsedTime(_saidAt) >= SayInterval)
        {
            _spokenOf = spokenOf;
            Say();
        }
    }

    /// <summary>A tick that changes nothing of it but what charts.js draws passes by.</summary>
    protected override bool ShouldRender()
    {
        var before = _rendered;
        _rendered = (_said, Lines, Series, Over, Data, Mark);
        return Backdrop is not null || !_rendered.Equals(before);
    }

    private void Say() => (_said, _saidAt) = (Label(), Time.GetTimestamp());

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Lines != _drawnLines)
        {
            _drawnLines = Lines;
            await Link.RedrawAsync();
        }

        if (Series is { } series && !ReferenceEquals(series, _drawnSeries) && await SendAsync(Role, series.ToJson()))
        {
            _drawnSeries = series;
        }

        if (Over is var over && !ReferenceEquals(over, _drawnOver) && await SendAsync(_id, over?.ToJson() ?? Nothing))
        {
            _drawnOver = over;
        }

        if (_isAttached)
        {
            await ShowAsync();
        }
    }

    /// <summary>False when it may not have arrived. The same lines read again are not sent again.</summary>
    /// <param name="name">Under which charts.js finds them: the chart's role, or its id where they are laid over.</param>
    private async Task<bool> SendAsync(string name, byte[] json)
    {
        if (json.AsSpan().SequenceEqual(_sent))
        {
            return true;
        }

        var isSent = await Link.ShowAsync(name, json);
        _sent = isSent ? json : _sent;
        return isSent;
    }

    /// <summary>Plotly.Blazor takes no task here; a lost browser is not an error.</summary>
    private void Attach() => _ = AttachAsync();

    private async Task AttachAsync()
    {
        await Link.AttachAsync(Role, _id, ChartDefinition.ScaleOf(Figure));
        _isAttached = true;
        (_drawnData, _drawnMark) = (null, null);
        await ShowAsync();
    }

    /// <summary>What is sent is noted before it is awaited: a rendering meanwhile sends only what is newer.</summary>
    private async Task ShowAsync()
    {
        var (data, mark) = (Data == _drawnData ? null : Data, Mark);
        if (data is null && (Data is null || mark == _drawnMark))
        {
            return;
        }

        (_drawnData, _drawnMark) = (Data, mark);
        await Link.ShowAsync(Role, data, mark);
    }
}
