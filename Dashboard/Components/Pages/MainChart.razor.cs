using Dashboard.Components.Layout;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>
/// The main chart. Its first line moves with each tick; the other versions are read every few seconds, from the snapshots their own
/// pages get: one per key and tick, however many viewers lay it over.
/// </summary>
public sealed partial class MainChart
{
    [Parameter, EditorRequired]
    public FramedModel Frame { get; set; } = null!;

    /// <summary>Place in the page's 12 columns.</summary>
    [Parameter]
    public string Class { get; set; } = "span-8";

    /// <summary>Beside the title.</summary>
    [Parameter]
    public RenderFragment? Picker { get; set; }

    [Inject]
    private SnapshotFeed Feed { get; set; } = null!;

    private VersionChoice Picked => Frame.Selection.Versions;

    private Func<Projection, SnapshotKey, IReadOnlyDictionary<string, Series>>? Read => Picked.Others.Count == 0 ? null : ReadOthers;

    private IReadOnlyDictionary<string, Series> ReadOthers(Projection projection, SnapshotKey key)
    {
        Dictionary<string, Series> others = []; // Bounded by VersionChoice.Most.
        foreach (var name in Picked.Others)
        {
            if (Feed.Latest(key with { Version = name }) is { } frame)
            {
                others[name] = frame.Snapshot.Series;
            }
        }

        return others;
    }
}
