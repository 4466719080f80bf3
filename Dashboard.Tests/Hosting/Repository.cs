using System.Reflection;

namespace Dashboard.Tests.Hosting;

/// <summary>Where the source tree and the built program of this test run lie.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Dashboard.sln</c>.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The build configuration of this run: Debug or Release.</summary>
    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The built program, as <c>dotnet build</c> leaves it.</summary>
    public static string ProgramPath { get; } =
        Path.Combine(Root, "Dashboard", "bin", Configuration, "net10.0", "Dashboard.dll");

    /// <summary>Source files with one of the extensions, as paths relative to <see cref="Root"/> with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        new DirectoryInfo(Path.Combine(Root, folder))
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System })
            .Where(file => extensions.Contains(file.Extension, StringComparer.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or ".git" or "artifacts"))
            .Order(StringComparer.Ordinal);

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static string FindRoot(string start)
    {
        var folder = new DirectoryInfo(start);
        while (!File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"no Dashboard.sln above {start}");
        }

        return folder.FullName;
    }
}
