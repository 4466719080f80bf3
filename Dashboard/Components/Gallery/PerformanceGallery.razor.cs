using Dashboard.Components.Layout;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Gallery;

/// <summary>Read once: the panels take the same readings with each rendering.</summary>
public sealed partial class PerformanceGallery
{
    private PerformanceReading _credit = null!;
    private PerformanceReading _churn = null!;
    private PerformanceReading _idle = null!;
    private FramedModel _frame = null!;

    protected override void OnInitialized()
    {
        (_credit, _churn, _idle) = (Figures.Performance(GalleryStory.Credit), Figures.Performance(GalleryStory.Churn), Figures.Performance(GalleryStory.Idle));
        _frame = Figures.Frame(GalleryStory.Credit, Charts);
    }
}
