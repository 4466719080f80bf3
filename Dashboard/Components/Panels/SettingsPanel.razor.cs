using Dashboard.Configuration;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The table of settings and its filter.</summary>
public sealed partial class SettingsPanel
{
    private string? _filter;
    private bool _onlyChanged;

    [Parameter, EditorRequired]
    public IReadOnlyList<Setting> Settings { get; set; } = [];

    private IReadOnlyList<Setting> Shown => [.. Settings.Where(setting =>
        (!_onlyChanged || setting.Source is not null || setting.Value != setting.Usual)
        && (string.IsNullOrWhiteSpace(_filter) || setting.Key.Contains(_filter.Trim(), StringComparison.OrdinalIgnoreCase)))];
}
