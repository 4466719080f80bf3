using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>One segment, feature or class score of a draft. Texts are slices of the draft's text.</summary>
internal struct AttributeDraft
{
    public AttributeGroup Group;
    public AttributeType Type;
    public TextSpan Name;

    /// <summary>Hash of the name alone.</summary>
    public ulong NameHash;

    public double Number;
    public TextSpan Text;

    /// <summary>Number in the catalogue's field names, once the event is being admitted.</summary>
    public int NameId;
}
