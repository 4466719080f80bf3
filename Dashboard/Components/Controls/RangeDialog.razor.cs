using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Components.Controls;

/// <summary>Asks for a fixed span in the viewer's time zone. Closes with a <see cref="TimeRange"/>.</summary>
public sealed partial class RangeDialog
{
    private DateTime? _from;
    private DateTime? _to;
    private string? _problem;

    /// <summary>What the fields start with.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset From { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset To { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    protected override void OnInitialized() => (_from, _to) = (ToMinute(From), ToMinute(To));

    private DateTime ToMinute(DateTimeOffset instant) => Clock.Local(new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero));

    private void Apply()
    {
        var (from, to) = (Read(_from), Read(_to));
        _problem = (from, to) switch
        {
            (null, _) or (_, null) => "Give both dates with their times.",
            _ when from >= to => "The start must lie before the end.",
            _ => null,
        };
        if (_problem is null)
        {
            Dialog.Close(TimeRange.Between(from!.Value, to!.Value));
        }
    }

    /// <summary>Null also for the first and the last day of the calendar, which may not exist in another zone.</summary>
    private DateTimeOffset? Read(DateTime? local) => local is { Year: > 1 and < 9999 } time ? Clock.At(time) : null;
}
