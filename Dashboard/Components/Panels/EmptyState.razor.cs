using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>What a page shows before the first event: how to send one.</summary>
public sealed partial class EmptyState
{
    private string _commands = "";

    /// <summary>Where this server is reached, with a slash at the end.</summary>
    [Parameter, EditorRequired]
    public string BaseUri { get; set; } = "";

    /// <summary>Further ways to start, for example the demo.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override void OnParametersSet() => _commands = $$"""
        curl {{BaseUri}}api/v1/events -H "Content-Type: application/json" \
          -d '{"id":"a1","model":"fraud","version":"1","prediction":"fraud","latency_ms":41}'

        curl {{BaseUri}}api/v1/events -H "Content-Type: application/json" \
          -d '{"type":"ground_truth","id":"a1","model":"fraud","ground_truth":"fraud"}'
        """;
}
