using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>What two versions have in common and what not.</summary>
public sealed partial class VersionPairPanel
{
    [Parameter, EditorRequired]
    public VersionPair Pair { get; set; } = null!;
}
