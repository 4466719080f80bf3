using Dashboard.Tests.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dashboard.Tests.Architecture;

/// <summary>Source files, parsed and bound together, so that a name is known by what it means and not by how it is written.</summary>
internal sealed class SourceTree
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);
    private static readonly Lazy<SourceTree> ProductTree = new(() => Read("Dashboard.Core", "Dashboard"));
    private static readonly Lazy<SourceTree> TestTree = new(() => Read("Dashboard.Tests", "Dashboard.Benchmarks"));
    private readonly Lazy<CSharpCompilation> _compilation;

    private SourceTree(IEnumerable<(string Path, string Text)> files)
    {
        Files = [.. files.Select(file => CSharpSyntaxTree.ParseText(file.Text, Language, file.Path))];
        _compilation = new(() => CSharpCompilation.Create(
            "Read", [.. Files, CSharpSyntaxTree.ParseText(GlobalUsings, Language)], References()));
    }

    /// <summary>Dashboard.Core and Dashboard.</summary>
    public static SourceTree Product => ProductTree.Value;

    /// <summary>Dashboard.Tests and Dashboard.Benchmarks.</summary>
    public static SourceTree Tests => TestTree.Value;

    /// <summary>File paths are relative to the repository, with forward slashes.</summary>
    public IReadOnlyList<SyntaxTree> Files { get; }

    public static SourceTree Of(params IEnumerable<(string Path, string Text)> files) => new(files);

    public SemanticModel MeaningOf(SyntaxTree file) => _compilation.Value.GetSemanticModel(file);

    private static SourceTree Read(params string[] folders) =>
        new(folders.SelectMany(folder => Repository.Files(folder, ".cs")).Select(path => (path, Repository.Read(path))));

    /// <summary>All assemblies this test runs on, but for the product itself: that is what is read.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Dashboard", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
}
