using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>The figures of one model version and time bucket. Changed by the writer only.</summary>
internal sealed class Cell(Timeline timeline, int resolution, long startTicks, Tally tally)
{
    public Timeline Timeline { get; } = timeline;

    /// <summary>Position in <see cref="Resolutions"/>.</summary>
    public int Resolution { get; } = resolution;

    public long StartTicks { get; } = startTicks;

    public long EndTicks => StartTicks + Resolutions.Ticks[Resolution];

    public Tally Tally { get; } = tally;

    /// <summary>Its labels by how late they came.</summary>
    public DelayLadder Delays { get; init; } = new();

    /// <summary>
    /// What had arrived by when, for questions about the past; null for cells of ten seconds, which are gone before anybody
    /// asks.
    /// </summary>
    public ArrivalLayers<ArrivedTally>? Layers { get; init; } = resolution == 0 ? null : new();

    /// <summary>
    /// Null without a baseline, and for cells of ten seconds and of segments, which are too many (docs/decisions/0014).
    /// </summary>
    public CellFeatures? Features { get; set; }

    /// <summary>Every event up to this number is already in the tally: a replay adds only later ones.</summary>
    public long ThroughSequence { get; init; }

    /// <summary>Event time of the newest prediction in it.</summary>
    public long LastPredictionTicks { get; set; }

    /// <summary>When the newest event that touched it was received.</summary>
    public long LastReceivedTicks { get; set; }

    /// <summary>Process-wide stamp of the last change; rises with each.</summary>
    public long Revision { get; set; }

    /// <summary>Changed since it was last handed out for saving.</summary>
    public bool IsChanged { get; set; }

    /// <summary>A copy may be in storage.</summary>
    public bool IsStored { get; set; }

    /// <summary>Expired, dropped or deleted: no longer in its timeline.</summary>
    public bool IsGone { get; set; }
}
