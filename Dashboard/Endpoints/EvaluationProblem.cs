using Dashboard.Core.Evaluations;

namespace Dashboard.Endpoints;

/// <summary>Why a file was not evaluated, as an answer.</summary>
internal static class EvaluationProblem
{
    public static ApiProblem Of(EvaluationRefusedException refusal)
    {
        var more = new Dictionary<string, object>();
        if (refusal.Columns.Count > 0)
        {
            more["columns"] = refusal.Columns;
        }

        if (refusal.Rejected.Count > 0)
        {
            more["rejected_rows"] = refusal.Rejected;
        }

        return new ApiProblem(StatusOf(refusal.Code), refusal.Code, refusal.Message) { Parameter = refusal.Parameter, Members = more };
    }

    private static int StatusOf(string code) => code switch
    {
        "too_many_rows" or "too_much_memory" => StatusCodes.Status413PayloadTooLarge,
        "too_many_models" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
