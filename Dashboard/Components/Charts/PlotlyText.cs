namespace Dashboard.Components.Charts;

/// <summary>
/// Plotly reads its texts as a small markup language: <c>&lt;a href&gt;</c> in a label becomes a live link. Every text that
/// did not come from this program passes here first.
/// </summary>
public static class PlotlyText
{
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
