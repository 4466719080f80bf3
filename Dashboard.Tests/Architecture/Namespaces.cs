using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dashboard.Tests.Architecture;

/// <summary>Whoever reads a using should know the folder.</summary>
internal static class Namespaces
{
    /// <summary>The namespaces of a file that are not its folder written with dots.</summary>
    public static IEnumerable<string> OutOfPlace(SyntaxTree file)
    {
        var expected = string.Join('.', file.FilePath.Split('/')[..^1]);
        return file.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
            .Select(declared => declared.Name.ToString())
            .Where(name => name != expected)
            .Select(name => $"{file.FilePath} is in {name}");
    }
}
