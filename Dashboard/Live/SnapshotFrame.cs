using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>
/// One tick of one <see cref="SnapshotKey"/>, made once and shared by all its viewers.
/// </summary>
/// <param name="Snapshot">For Blazor components, in process.</param>
/// <param name="Delta">For charts and external clients: UTF-8 JSON, what changed since the frame before.</param>
/// <param name="Number">Rises by one per tick of this key.</param>
public sealed record SnapshotFrame(Snapshot Snapshot, ReadOnlyMemory<byte> Delta, long Number);
