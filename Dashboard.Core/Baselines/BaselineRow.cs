using Dashboard.Core.Estimation;

namespace Dashboard.Core.Baselines;

/// <summary>A labelled prediction of a regression model with everything its sender said of it.</summary>
/// <param name="Ticks">Prediction time, UTC.</param>
/// <param name="Fields">Without the version.</param>
internal sealed record BaselineRow(
    long Sequence, long Ticks, string Version, double Prediction, double Truth, IReadOnlyDictionary<LossField, FeatureValue> Fields)
{
    /// <summary>The row as a tree of these fields reads it; what was not said is missing.</summary>
    public LossRow Read(IReadOnlyList<LossField> fields)
    {
        var values = new FeatureValue[fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = fields[i] == LossField.Version ? FeatureValue.Of(Version) : Fields.GetValueOrDefault(fields[i]);
        }

        return new LossRow(values, Prediction, Truth);
    }
}
