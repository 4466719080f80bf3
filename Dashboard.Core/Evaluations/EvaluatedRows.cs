namespace Dashboard.Core.Evaluations;

/// <summary>What was computed from the rows of a file.</summary>
internal sealed record EvaluatedRows
{
    public required IReadOnlyList<EvaluationFigure> Figures { get; init; }

    public required IReadOnlyList<EvaluatedSegment> Segments { get; init; }

    public string? PositiveLabel { get; init; }

    public IReadOnlyList<EvaluatedClass> Classes { get; init; } = [];

    public EvaluatedMatrix? Matrix { get; init; }

    public EvaluatedCurves? Curves { get; init; }

    public IReadOnlyList<string> Notices { get; init; } = [];
}
