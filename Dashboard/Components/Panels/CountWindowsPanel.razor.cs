using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The figures over the last so many predictions, whatever time they took.</summary>
public sealed partial class CountWindowsPanel
{
    /// <summary>The window that words are made of, by the number of its labels.</summary>
    private const int Spoken = 100;

    [Parameter, EditorRequired]
    public CountWindowFigures Windows { get; set; } = null!;

    /// <summary>What else is known of the labels that came last; null until it is read.</summary>
    [Parameter]
    public CountWindowReading? Arrived { get; set; }

    [Parameter]
    public bool IsRegression { get; set; }

    private CountWindow? _window;
    private IReadOnlyList<CountWindowWords> _words = [];

    protected override void OnParametersSet()
    {
        _window = Arrived?.Windows.FirstOrDefault(window => window.Size == Spoken);
        _words = CountWindowWords.Of(_window, IsRegression);
    }

    private string QualityName => IsRegression ? "MAE" : "Accuracy";

    private (string Name, Figure Figure, string Text)[] Rows() =>
    [
        ($"{QualityName}, 50", Windows.Last50Labelled, Quality(Windows.Last50Labelled)),
        ($"{QualityName}, 100", Windows.Last100Labelled, Quality(Windows.Last100Labelled)),
        ("Latency, 100", Windows.Last100LatencyMs, NumberText.Milliseconds(Windows.Last100LatencyMs.Value).ToString()),
        ("Latency, 1,000", Windows.Last1000LatencyMs, NumberText.Milliseconds(Windows.Last1000LatencyMs.Value).ToString()),
    ];

    private string Quality(Figure figure) => figure.Value is null
        ? $"{Math.Min(figure.Count, Headline.EnoughLabels)} of {Headline.EnoughLabels}"
        : (IsRegression ? NumberText.Value(figure.Value) : NumberText.Percent(figure.Value)).ToString();
}
