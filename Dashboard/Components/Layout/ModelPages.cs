using MudBlazor;

namespace Dashboard.Components.Layout;

/// <summary>A page that can be gone to.</summary>
/// <param name="Path">Relative to the site's base, or to the address of a model.</param>
/// <param name="Key">Pressed after g, it opens the page; null for none.</param>
public sealed record PageEntry(string Path, string Title, string Icon, char? Key = null);

/// <summary>The table of pages: the rail, the palette and the shortcuts show what stands here, in this order.</summary>
public static class ModelPages
{
    public static readonly PageEntry Overview = new("", "Overview", Icons.Material.Outlined.SpaceDashboard, 'o');

    public static readonly PageEntry Performance = new("performance", "Performance", Icons.Material.Outlined.QueryStats, 'p');

    public static readonly PageEntry Traffic = new("latency", "Latency and traffic", Icons.Material.Outlined.Speed, 'l');

    public static readonly PageEntry Versions = new("versions", "Versions", Icons.Material.Outlined.CompareArrows, 'v');

    public static readonly PageEntry Segments = new("segments", "Segments", Icons.Material.Outlined.DonutLarge, 's');

    public static readonly PageEntry Data = new("data", "Data", Icons.Material.Outlined.TableRows, 'd');

    public static readonly PageEntry AllModels = new("", "All models", Icons.Material.Outlined.Hub, 'a');

    public static readonly PageEntry Evaluations = new("evaluations", "Evaluations", Icons.Material.Outlined.FactCheck, 'e');

    public static readonly PageEntry System = new("system", "System", Icons.Material.Outlined.MonitorHeart, 'y');

    public static readonly PageEntry Settings = new("settings", "Settings", Icons.Material.Outlined.Settings, ',');

    /// <summary>Of the model on screen; each page is <c>@page "/models/{Model}/..."</c> around a <see cref="ModelFrame"/>.</summary>
    public static readonly IReadOnlyList<PageEntry> OfModel = [Overview, Performance, Traffic, Versions, Segments, Data];

    /// <summary>Whatever the model.</summary>
    public static readonly IReadOnlyList<PageEntry> OfSite = [AllModels, Evaluations, System, Settings];
}
