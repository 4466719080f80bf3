using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>A file on a real disk.</summary>
internal sealed partial class DiskFile : IDurableFile
{
    private const int NoSpaceErrno = 28;
    private const int NoSpaceWindows = unchecked((int)0x80070070);

    private readonly SafeFileHandle _handle;
    private readonly string _path;

    public DiskFile(string path)
    {
        _path = path;
        // FileStream creates the file with its mode; RandomAccess works on a handle of our own.
        using (new FileStream(path, Private(FileMode.OpenOrCreate, FileShare.Read)))
        {
        }

        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
    }

    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>A file that, when it is made, is its owner's alone: 0600.</summary>
    public static FileStreamOptions Private(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    public int Read(Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(_handle, buffer[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
        }
        catch (IOException failure)
        {
            throw Translate(failure);
        }
    }

    public void SetLength(long length)
    {
        try
        {
            RandomAccess.SetLength(_handle, length);
        }
        catch (IOException failure)
        {
            throw Translate(failure);
        }
    }

    public void Flush()
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                RandomAccess.FlushToDisk(_handle);
            }
            else if (FlushData(_handle) != 0)
            {
                throw new IOException($"fdatasync failed with errno {Marshal.GetLastPInvokeError()}");
            }
        }
        catch (IOException failure)
        {
            throw new DurabilityLostException($"the disk did not confirm what was written to {_path}: {failure.Message}", failure);
        }
    }

    public void Dispose() => _handle.Dispose();

    private StorageException Translate(IOException failure) => failure.HResult is NoSpaceErrno or NoSpaceWindows
        ? new StorageFullException($"no room left on the disk of {_path}", failure)
        : new StorageException($"writing {_path} failed: {failure.Message}", failure);

    // fdatasync, not fsync: the log is overwritten in place, so its metadata rarely change and the journal is spared.
    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FlushData(SafeFileHandle file);
}
