namespace Dashboard.Core.Metrics;

/// <summary>
/// What is known of a scored prediction, as a number below <see cref="Count"/>: predicted label (code 0, code 1, another)
/// by ground truth. Which of the two labels is the positive one is decided when the counts are read.
/// </summary>
internal static class ScoreState
{
    public const int Count = 3 * Truths;

    /// <summary>Truths 0 and 1 are these label codes; another label is right or wrong; the last is not known yet.</summary>
    public const int OtherRight = 2;
    public const int OtherWrong = 3;
    public const int Unlabelled = 4;

    private const int Truths = 5;
    private const int Other = 2;

    /// <param name="truth">Label code, or <see cref="ScoreCube.Unknown"/>.</param>
    public static int Of(int predicted, int truth) => (ClassOf(predicted) * Truths) + truth switch
    {
        ScoreCube.Unknown => Unlabelled,
        0 or 1 => truth,
        _ => truth == predicted ? OtherRight : OtherWrong,
    };

    public static int TruthOf(int state) => state % Truths;

    /// <summary>0, 1 or 2 for any other label.</summary>
    public static int ClassOf(int code) => code is 0 or 1 ? code : Other;

    /// <summary>The state after label codes changed; whether a prediction was right survives any change.</summary>
    /// <param name="codes">The present code of each stored code; codes beyond it stay as they are.</param>
    public static int Recoded(int state, ReadOnlySpan<int> codes)
    {
        var (predicted, truth) = (state / Truths, TruthOf(state));
        var recoded = Recoded(predicted, truth, codes);
        return (ClassOf(CodeOf(predicted, codes)) * Truths) + recoded;
    }

    /// <summary>The present code of a stored 0 or 1; any other class stays "other".</summary>
    public static int CodeOf(int storedClass, ReadOnlySpan<int> codes) =>
        storedClass < Other && storedClass < codes.Length ? codes[storedClass] : storedClass;

    /// <summary>The states, one bit each, whose ground truth is a label and the given code.</summary>
    public static int WithTruth(int code) => Mask(state => TruthOf(state) == code);

    public static int WithPrediction(int code) => Mask(state => state / Truths == code);

    /// <summary>Every state, one bit each.</summary>
    public const int Any = (1 << Count) - 1;

    public static readonly int Labelled = Mask(state => TruthOf(state) != Unlabelled);

    public static readonly int Right = Mask(IsRight);

    public static bool IsRight(int state) => TruthOf(state) == state / Truths;

    private static int Recoded(int predicted, int truth, ReadOnlySpan<int> codes)
    {
        if (truth is Unlabelled or OtherWrong)
        {
            return truth;
        }

        var code = ClassOf(CodeOf(truth, codes));
        return code < Other ? code : truth == predicted ? OtherRight : OtherWrong;
    }

    private static int Mask(Func<int, bool> holds) => Enumerable.Range(0, Count).Where(holds).Sum(state => 1 << state);
}
