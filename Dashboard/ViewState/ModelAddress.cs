namespace Dashboard.ViewState;

/// <summary>
/// Addresses of the pages about one model, relative to the site's base: <c>models/{name}/{page}</c>. Any name fits: what a path
/// could not carry is escaped, a slash and a name of dots twice.
/// </summary>
public static class ModelAddress
{
    private const string Root = "models/";

    /// <param name="page">Last part of the path; empty for the model's first page.</param>
    /// <param name="query">With its question mark, or empty.</param>
    public static string Of(string model, string page = "", string query = "") =>
        Root + Escape(model) + (page.Length == 0 ? "" : $"/{page}") + query;

    /// <summary>Which model and page an address names; null when it is none of a model. The name is as <see cref="Matches"/> takes it.</summary>
    /// <param name="relative">To the site's base; its query does not matter.</param>
    public static (string Model, string Page)? Read(string relative)
    {
        var path = relative.Split('?', '#')[0];
        if (!path.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = path[Root.Length..].Split('/', 2);
        return parts[0].Length == 0 ? null : (Uri.UnescapeDataString(parts[0]), parts.Length == 1 ? "" : parts[1].TrimEnd('/'));
    }

    /// <summary>Is this the model a path names? The web server leaves an escaped slash escaped, the router of a page does not.</summary>
    public static bool Matches(string model, string named) => model == named || model == Uri.UnescapeDataString(named);

    /// <summary>The query of an address with its question mark; empty when there is none.</summary>
    public static string QueryOf(string address) => address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? address[at..].Split('#')[0] : "";

    /// <summary>A browser takes an escaped dot for a dot, and a path of dots for a way up.</summary>
    private static string Escape(string model) =>
        model is "." or ".." ? model.Replace(".", "%252E", StringComparison.Ordinal) : Uri.EscapeDataString(model);
}
