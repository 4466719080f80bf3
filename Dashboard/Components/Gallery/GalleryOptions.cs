namespace Dashboard.Components.Gallery;

/// <summary>Section <c>Gallery</c> of the configuration.</summary>
public sealed class GalleryOptions
{
    /// <summary>Show <c>/gallery</c>: every panel and control in each of its states, for who works on them.</summary>
    public bool Enabled { get; set; }
}
