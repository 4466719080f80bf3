namespace Dashboard.Core.Predictions;

/// <summary>How a model's outcomes are written: decided by configuration or by its first event, then fixed.</summary>
public enum OutcomeKind : byte
{
    /// <summary>No event seen and nothing configured.</summary>
    Undecided = 0,

    /// <summary>Classification; labels are text. Numbers sent as labels are taken as their canonical text.</summary>
    Text = 1,

    /// <summary>Classification; labels are the booleans <c>true</c> and <c>false</c> and nothing else.</summary>
    Boolean = 2,

    /// <summary>Regression; outcomes are finite numbers.</summary>
    Number = 3,
}

/// <summary>
/// What a model predicted or what turned out to be true, in 64 bits: a class label (as its code in the model's
/// <see cref="LabelSet"/>), an unlisted label (as a hash) or a regression value. The model's
/// <see cref="OutcomeKind"/> says which; two outcomes of one model are the same exactly when their bits are.
/// </summary>
public readonly record struct Outcome(ulong Bits)
{
    private const ulong UnlistedBit = 1UL << 63;

    /// <summary>Absent: a failed prediction has none. The bit pattern is a NaN no accepted number can have.</summary>
    public static readonly Outcome None = new(ulong.MaxValue);

    public bool IsNone => Bits == ulong.MaxValue;

    /// <summary>True for a label beyond the model's label limit: compared exactly (by 63-bit hash), shown as "__other__".</summary>
    public bool IsUnlisted => (Bits & UnlistedBit) != 0 && !IsNone;

    /// <summary>The regression value. Meaningful only for <see cref="OutcomeKind.Number"/>.</summary>
    public double Value => BitConverter.UInt64BitsToDouble(Bits);

    /// <summary>The label's code in the model's <see cref="LabelSet"/>. Meaningful only for listed labels.</summary>
    public int LabelCode => (int)Bits;

    public static Outcome FromValue(double value) => new(BitConverter.DoubleToUInt64Bits(value == 0 ? 0.0 : value));

    public static Outcome FromLabelCode(int code) => new((ulong)code);

    public static Outcome FromUnlistedLabel(ulong textHash) => new((textHash | UnlistedBit) & ~1UL);
}
