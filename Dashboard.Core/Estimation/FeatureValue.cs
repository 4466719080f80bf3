namespace Dashboard.Core.Estimation;

/// <summary>One feature of a prediction: a number, a category, or nothing.</summary>
public readonly record struct FeatureValue
{
    private readonly double _number;
    private readonly bool _hasNumber;

    private FeatureValue(double number) => (_number, _hasNumber) = (number, double.IsFinite(number));

    private FeatureValue(string category) => Category = category;

    public static FeatureValue Missing => default;

    /// <summary>NaN when the value is a category, missing or not finite.</summary>
    public double Number => _hasNumber ? _number : double.NaN;

    /// <summary>Null when the value is a number or missing.</summary>
    public string? Category { get; }

    public static FeatureValue Of(double number) => new(number);

    public static FeatureValue Of(string category) => new(category);
}

/// <summary>A labelled baseline prediction of a regression model.</summary>
/// <param name="Features">The same features in the same order in every row.</param>
public readonly record struct LossRow(IReadOnlyList<FeatureValue> Features, double Prediction, double Truth)
{
    public double AbsoluteError => Math.Abs(Prediction - Truth);
}
