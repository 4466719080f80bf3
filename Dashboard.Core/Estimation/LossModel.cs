namespace Dashboard.Core.Estimation;

public enum LossFieldKind : byte
{
    /// <summary>The model version that predicted.</summary>
    Version = 0,

    Segment = 1,

    Feature = 2,
}

/// <summary>What a tree asks of a prediction.</summary>
/// <param name="Name">Empty for the version.</param>
public readonly record struct LossField(LossFieldKind Kind, string Name)
{
    public static readonly LossField Version = new(LossFieldKind.Version, "");
}

/// <summary>What is known of how hard a regression model's predictions are.</summary>
/// <param name="Number">Sequence number of the newest event the tree was fitted to: a later tree has a higher one.</param>
/// <param name="Fields">The tree's features, in its order.</param>
/// <param name="Record">How its estimates did on labelled buckets it was not fitted to. Not stored.</param>
public sealed record LossModel(long Number, IReadOnlyList<LossField> Fields, LossTree Tree, TrackRecord Record)
{
    private const byte FormatVersion = 1;

    public void Write(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Number);
        writer.Write((byte)Fields.Count);
        foreach (var field in Fields)
        {
            writer.Write((byte)field.Kind);
            writer.Write(field.Name);
        }

        Tree.Write(writer);
    }

    /// <summary>Null when the bytes are of another format version.</summary>
    public static LossModel? Read(BinaryReader reader)
    {
        if (reader.ReadByte() != FormatVersion)
        {
            return null;
        }

        var number = reader.ReadInt64();
        var fields = new LossField[reader.ReadByte()];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = new LossField((LossFieldKind)reader.ReadByte(), reader.ReadString());
        }

        return new LossModel(number, fields, LossTree.Read(reader), new TrackRecord([]));
    }
}
