namespace Dashboard.Core.Predictions;

/// <summary>One value of one dimension of a model's traffic, for example <c>country:DE</c>. One instance per value.</summary>
/// <param name="index">Dense number within its model (0, 1, 2, ...). Not stable across restarts.</param>
public sealed class Segment(Model model, string dimension, string value, int index)
{
    /// <summary>The value that stands for all values beyond the limit.</summary>
    public const string Other = "__other__";

    public Model Model { get; } = model;

    public string Dimension { get; } = dimension;

    public string Value { get; } = value;

    public int Index { get; } = index;

    public override string ToString() => $"{Dimension}:{Value}";
}
