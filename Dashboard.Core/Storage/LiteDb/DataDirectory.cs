using System.Globalization;
using System.Text;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// The data directory, held by this process alone. LiteDB itself lets two processes write one file and lose updates, so the
/// lock is ours: an exclusive handle that the kernel releases even after kill -9.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string DataFile => System.IO.Path.Combine(Path, "dashboard.db");

    public string LogFile => System.IO.Path.Combine(Path, "dashboard.log");

    /// <summary>Where data lie when <see cref="StorageOptions.Path"/> is not set.</summary>
    public static string DefaultPath => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "dashboard");

    public static string Resolve(StorageOptions options) =>
        System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(options.Path) ? DefaultPath : options.Path);

    /// <exception cref="StorageInUseException">Another process holds it, or it cannot be used at all.</exception>
    public static DataDirectory Acquire(string path)
    {
        try
        {
            Create(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageInUseException($"the data directory {path} cannot be used: {failure.Message}");
        }

        var pidFile = System.IO.Path.Combine(path, "dashboard.pid");
        try
        {
            var held = new FileStream(System.IO.Path.Combine(path, "dashboard.lock"), DiskFile.Private(FileMode.OpenOrCreate, FileShare.None));
            using (var pid = new FileStream(pidFile, DiskFile.Private(FileMode.Create, FileShare.Read)))
            {
                pid.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            }

            return new DataDirectory(path, held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageInUseException(
                $"the data directory {path} is in use by process {ReadPid(pidFile)}; stop it or set another Storage:Path");
        }
    }

    /// <summary>Moves the data file and its log out of the way, never over anything. Returns the new name of the data file.</summary>
    public string SetAside(string reason, DateTimeOffset now)
    {
        var suffix = $".{reason}-{now.UtcDateTime:yyyyMMddTHHmmssfff}";
        Move(DataFile, DataFile + suffix);
        Move(LogFile, LogFile + suffix);
        return DataFile + suffix;
    }

    /// <summary>Where a rescue makes the fresh data file before it takes the damaged one's place.</summary>
    public string RescueFile => DataFile + ".rescue";

    public string RescueLogFile => LogFile + ".rescue";

    /// <summary>An unfinished rescue is begun anew.</summary>
    public void DeleteRescue()
    {
        File.Delete(RescueFile);
        File.Delete(RescueLogFile);
    }

    /// <summary>Puts a finished rescue in place of what was set aside; also one that was interrupted right before.</summary>
    public void TakeRescue()
    {
        if (!File.Exists(DataFile))
        {
            Move(RescueFile, DataFile);
        }

        DeleteRescue();
    }

    public string SetLogAside(DateTimeOffset now)
    {
        var target = $"{LogFile}.foreign-{now.UtcDateTime:yyyyMMddTHHmmssfff}";
        Move(LogFile, target);
        return target;
    }

    public void Dispose() => _lock.Dispose();

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        var isNew = !Directory.Exists(path);
        Directory.CreateDirectory(path, OwnerOnly);
        if (isNew)
        {
            // The umask may have taken bits away; nothing may have been added.
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    private static void Move(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Move(from, to);
        }
    }

    private static string ReadPid(string pidFile)
    {
        try
        {
            return File.ReadAllText(pidFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "(unknown)";
        }
    }
}
