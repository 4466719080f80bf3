namespace Dashboard.Core.Storage.LiteDb;

/// <summary>The bytes on disk are not what LiteDB wrote; other documents may be fine.</summary>
internal sealed class UnreadableException(string message, Exception? inner = null) : StorageException(message, inner);
