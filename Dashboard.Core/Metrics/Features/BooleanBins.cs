using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics.Features;

/// <summary>Two bins: false, true.</summary>
public sealed record BooleanBins : FeatureBins
{
    public override FeatureKind Kind => FeatureKind.Boolean;

    public override int Count => 2;

    public override int BinOf(in PredictionAttribute value) => value.Type switch
    {
        AttributeType.False => 0,
        AttributeType.True => 1,
        _ => OtherKind,
    };

    public override void Write(BinaryWriter writer) => writer.Write((byte)Kind);
}
