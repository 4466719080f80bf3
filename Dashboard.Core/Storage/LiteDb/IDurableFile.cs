namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// A file as the engine sees it: positioned reads and writes, and one call that makes what was written survive a power cut.
/// The seam where tests put failing and power-cutting devices.
/// </summary>
internal interface IDurableFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads as much as there is, up to the buffer's size.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <exception cref="StorageFullException">No room left.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    void SetLength(long length);

    /// <summary>Returns when everything written is on the medium.</summary>
    /// <exception cref="DurabilityLostException">It may not be; retrying would not help.</exception>
    void Flush();
}
