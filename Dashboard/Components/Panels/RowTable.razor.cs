using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>A page of rows. Rendered when they, or the ages beside them, have changed: not with each tick.</summary>
public sealed partial class RowTable
{
    private (IReadOnlyList<StoredRow> Rows, DateTimeOffset Now, long? Open, TimeText Clock)? _shown;

    [Parameter, EditorRequired]
    public IReadOnlyList<StoredRow> Rows { get; set; } = [];

    [Parameter]
    public bool IsRegression { get; set; }

    /// <summary>What ages are told from.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>Sequence number of the row whose story is open.</summary>
    [Parameter]
    public long? Open { get; set; }

    /// <summary>Address of the page with a row's story.</summary>
    [Parameter, EditorRequired]
    public Func<long?, string> LinkTo { get; set; } = null!;

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    protected override bool ShouldRender()
    {
        var before = _shown;
        _shown = (Rows, Now, Open, Clock);
        return _shown != before;
    }
}
