using Dashboard.Core.Estimation;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>What of a prediction's attributes a tree may ask for: the same when it is learned and when it sorts.</summary>
internal static class LossFields
{
    /// <summary>Bytes and characters; a longer text is no category, it counts as missing.</summary>
    public const int LongestCategory = 128;

    /// <summary>Null for what no tree asks for.</summary>
    public static LossFieldKind? KindOf(AttributeGroup group) => group switch
    {
        AttributeGroup.Segment => LossFieldKind.Segment,
        AttributeGroup.Feature => LossFieldKind.Feature,
        _ => null,
    };
}
