using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Gallery;

/// <summary>A role is drawn once on a page: of the same chart only one state has lines.</summary>
public sealed partial class OverviewGallery
{
    private Snapshot _filled = null!;
    private Snapshot _numbers = null!;
    private Snapshot _misleading = null!;
    private Snapshot _few = null!;
    private Snapshot _empty = null!;
    private Snapshot _stale = null!;
    private IReadOnlyList<ModelRow> _rows = [];

    [Parameter, EditorRequired]
    public GalleryFigures Figures { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Charts { get; set; } = null!;

    protected override void OnInitialized()
    {
        (_filled, _numbers, _stale) = (Figures.Snapshot(GalleryStory.Credit), Figures.Snapshot(GalleryStory.Demand), Figures.Stale(GalleryStory.Credit));
        (_few, _empty) = (Figures.Snapshot(GalleryStory.Churn), Figures.Snapshot(GalleryStory.Idle));
        _few = _few with { Series = _few.Series with { Points = [] } };
        _misleading = _filled with
        {
            Quality = new(
                new Figure(0.838, 1_700, new Interval(0.815, 0.86)), "wrong answers are labelled as they were in the past", new Interval(0.81, 0.9),
                new Figure(0.829, 1_770, new Interval(0.8, 0.85)), "95 % of past hours"),
            Labels = _filled.Labels with
            {
                ExpectedCoverage = Figure.Of(0.95, 1_770), MatureUntil = GalleryFigures.Now.AddMinutes(-12), WrongIsLater = new Figure(0.71, 1_700, new Interval(0.66, 0.76)),
                MisleadsSoFar = true, Corrections = 12, Parked = 3,
            },
        };
        _rows = [ModelRow.Of(_filled), ModelRow.Of(_numbers), ModelRow.Of(Figures.Stale(GalleryStory.Demand)), ModelRow.Of(Figures.Snapshot(GalleryStory.Churn))];
    }
}
