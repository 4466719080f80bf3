using Dashboard.Components.Charts;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>One titled area of a page; a failure inside stays inside.</summary>
public sealed partial class Panel
{
    private readonly string _titleId = $"panel-{Guid.NewGuid():N}";
    private LiveChart? _chart;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>A few words beside the title: what is shown, of what.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>Right end of the head.</summary>
    [Parameter]
    public RenderFragment? Aside { get; set; }

    /// <summary>Place in the page's 12 columns.</summary>
    [Parameter]
    public string Class { get; set; } = "span-4";

    /// <summary>There may be a chart inside, which wants to be kept as a file.</summary>
    [Parameter]
    public bool HasChart { get; set; }

    /// <summary>What is kept where there is no chart; null for nothing.</summary>
    [Parameter]
    public KeptTable? Table { get; set; }

    private bool HasFile => _chart is not null || Table is not null;

    /// <summary>Set by a reading around the panel whose last try failed.</summary>
    [CascadingParameter]
    private ReadingTrouble? Trouble { get; set; }

    /// <summary>A chart inside has come: it can be kept as a file.</summary>
    internal void Offer(LiveChart chart)
    {
        _chart = chart;
        StateHasChanged();
    }

    /// <summary>It has gone; its successor may have come first.</summary>
    internal void Withdraw(LiveChart chart)
    {
        if (_chart == chart)
        {
            _chart = null;
            StateHasChanged();
        }
    }
}
