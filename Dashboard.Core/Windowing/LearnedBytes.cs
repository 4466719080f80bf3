using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>What was learned of a model, as it is stored with it.</summary>
internal static class LearnedBytes
{
    public static ReadOnlyMemory<byte> Of(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        write(writer);
        return bytes.ToArray();
    }

    /// <summary>Reads until the bytes end, or something of another format comes.</summary>
    /// <param name="read">Null for what is of another format.</param>
    /// <exception cref="StorageException">The bytes end too early.</exception>
    public static IEnumerable<T> Read<T>(ReadOnlyMemory<byte> stored, string model, Func<BinaryReader, T?> read)
        where T : class
    {
        using var bytes = new MemoryStream(stored.ToArray());
        using var reader = new BinaryReader(bytes);
        while (bytes.Position < bytes.Length && ReadOne() is { } found)
        {
            yield return found;
        }

        T? ReadOne()
        {
            try
            {
                return read(reader);
            }
            catch (Exception broken) when (broken is EndOfStreamException or FormatException)
            {
                throw new StorageException($"what was learned about {model} cannot be read", broken);
            }
        }
    }
}
