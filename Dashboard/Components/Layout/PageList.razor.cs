using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Components.Layout;

/// <summary>The links of the rail: the whole site's, and between them those of the model in the address.</summary>
public sealed partial class PageList
{
    private string? _model;
    private string _page = "";
    private string? _site;
    private string _query = "";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose() => Navigation.LocationChanged -= Follow;

    protected override void OnInitialized()
    {
        Navigation.LocationChanged += Follow;
        Read();
    }

    private void Follow(object? sender, LocationChangedEventArgs change)
    {
        Read();
        _ = InvokeAsync(StateHasChanged);
    }

    private void Read()
    {
        var address = Navigation.ToBaseRelativePath(Navigation.Uri);
        var named = ModelAddress.Read(address);
        (_model, _page) = (named?.Model, named?.Page ?? "");
        _site = named is null ? address.Split('?', '#')[0] : null;
        _query = ViewSelection.QueryOf(address);
    }
}
