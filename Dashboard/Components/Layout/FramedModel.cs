using Dashboard.Components.Charts;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;

namespace Dashboard.Components.Layout;

/// <summary>What a <see cref="ModelFrame"/> gives the panels inside it, anew with each tick.</summary>
/// <param name="Snapshot">Of the selection; its key names what heavy readings are read for.</param>
/// <param name="Charts">Feeds the page's charts.</param>
/// <param name="IsPaused">By this viewer: nothing is to be read anew.</param>
/// <param name="Choose">Shows another selection in place of this one.</param>
public sealed record FramedModel(
    Model Model, Snapshot Snapshot, ViewSelection Selection, ChartLink Charts, bool IsPaused, Action<ViewSelection> Choose);
