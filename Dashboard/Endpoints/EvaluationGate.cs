using Dashboard.Core.Evaluations;

namespace Dashboard.Endpoints;

/// <summary>Of evaluations: each holds the columns of its file in memory.</summary>
internal sealed class EvaluationGate(EvaluationOptions options) : RequestGate(options.MaxConcurrent);
