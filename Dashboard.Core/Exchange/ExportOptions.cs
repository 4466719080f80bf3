using System.ComponentModel.DataAnnotations;

namespace Dashboard.Core.Exchange;

/// <summary>Section <c>Export</c> of the configuration.</summary>
public sealed class ExportOptions
{
    /// <summary>Exports running at the same time; one more is answered 429.</summary>
    [Range(1, 100)]
    public int MaxConcurrent { get; set; } = 2;

    /// <summary>Most segment, feature and score columns of one export.</summary>
    [Range(1, 16_384)]
    public int MaxAttributeColumns { get; set; } = 1_024;

    /// <summary>
    /// Predictions whose ground truth is gathered in one pass over the stored truths: about 48 bytes each. More memory,
    /// fewer passes.
    /// </summary>
    [Range(1, 100_000_000)]
    public int JoinChunk { get; set; } = 262_144;

    /// <summary>Most predictions of a window whose metrics are recomputed from rows: about 200 bytes each, for one request.</summary>
    [Range(1, 10_000_000)]
    public int MaxExactRows { get; set; } = 200_000;

    /// <summary>Most windows of one metrics export.</summary>
    [Range(1, 1_000_000)]
    public int MaxWindows { get; set; } = 10_000;

    /// <summary>For readers that make no columns.</summary>
    internal ExportOptions WithoutColumnLimit() => new() { MaxAttributeColumns = int.MaxValue, JoinChunk = JoinChunk };
}
