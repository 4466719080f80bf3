using Dashboard.Core.SystemMetrics.Linux;

namespace Dashboard.Core.SystemMetrics;

public static class SystemReaders
{
    /// <summary>The reader for the operating system we run on.</summary>
    public static ISystemReader ForThisSystem(TimeProvider time) =>
        OperatingSystem.IsLinux() ? new LinuxReader("/", time) : new PortableReader(time);
}
