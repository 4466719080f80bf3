namespace Dashboard.Core.Metrics;

/// <summary>A number ready to be read, digits and unit apart because a tile sets them in different sizes.</summary>
/// <param name="Unit">Empty when the number has none.</param>
public readonly record struct Quantity(string Digits, string Unit)
{
    /// <summary>What stands for an unknown number; never 0.</summary>
    public static readonly Quantity Missing = new("–", "");

    /// <summary>Digits and unit with a space that never breaks the line, for example "91.3 %".</summary>
    public override string ToString() => Unit.Length == 0 ? Digits : Digits + NumberText.Space + Unit;
}
