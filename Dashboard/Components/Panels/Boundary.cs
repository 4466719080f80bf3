using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Components.Panels;

/// <summary>
/// Content whose failures go no further. The boundary is the component that shows it, not one around it: a tick passes through
/// each, and what only passes it on is paid for by every viewer.
/// </summary>
public abstract class Boundary : ErrorBoundaryBase
{
    protected const string FailureTitle = "This panel could not be drawn";
    protected const string FailureDetail = "The others go on. The server's log says why.";

    /// <summary>Failures in a row that are borne; each needs a click or a rendering.</summary>
    private const int MaxErrors = 1_000;

    protected Boundary() => MaximumErrorCount = MaxErrors;

    [Inject]
    private IErrorBoundaryLogger Log { get; set; } = null!;

    protected override async Task OnErrorAsync(Exception exception) => await Log.LogErrorAsync(exception);
}
