namespace Dashboard.Components.Layout;

/// <summary>
/// The moment at which all that moves on a viewer's page moves. Each batch of changes is a message to the browser and an answer from it;
/// who asks to be rendered while another component is being rendered joins its batch, so all are told from inside the rendering of
/// <see cref="TickBatch"/>. One per circuit; used on its dispatcher.
/// </summary>
public sealed class PageTick
{
    /// <summary>Now: who shows something that has changed asks to be rendered.</summary>
    public event Action? Came;

    /// <summary>Renders what calls <see cref="Tell"/>; null where there is no page around, then each asks for a batch of its own.</summary>
    internal Action? Begin { get; set; }

    public void Come() => (Begin ?? Tell)();

    internal void Tell() => Came?.Invoke();
}
