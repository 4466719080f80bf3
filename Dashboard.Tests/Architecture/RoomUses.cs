using System.Text.RegularExpressions;
using Dashboard.Tests.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dashboard.Tests.Architecture;

/// <summary>One use of a namespace by a file.</summary>
/// <param name="Namespace">Where what is used is declared, for example <c>Dashboard.Core.Metrics</c> or <c>LiteDB</c>.</param>
internal readonly record struct RoomUse(string File, string Namespace)
{
    public bool IsOurs => Namespace == "Dashboard" || Namespace.StartsWith("Dashboard.", StringComparison.Ordinal);

    /// <summary>The room of the file that uses.</summary>
    public string From(RoomTable rooms) => File.Count(c => c == '/') == 1 ? RoomTable.Root : rooms.RoomOf(File.Split('/')[..^1])!;

    /// <summary>The room that is used; only for our own.</summary>
    public string To(RoomTable rooms) => rooms.RoomOf(Namespace.Split('.')) ?? RoomTable.Root;
}

/// <summary>Finds what each file uses.</summary>
internal static partial class RoomUses
{
    private static readonly Lazy<RoomUse[]> Product = new(() => [.. In(SourceTree.Product).Concat(
        Repository.Files("Dashboard", ".razor").SelectMany(path => InRazor(path, Repository.Read(path))))]);

    /// <summary>Binding the whole tree takes seconds, so it is done once for all tests.</summary>
    public static IReadOnlyList<RoomUse> InProduct => Product.Value;

    /// <summary>Whatever a name means counts: types, and members reached through another room's values.</summary>
    public static IEnumerable<RoomUse> In(SourceTree tree) => tree.Files.SelectMany(file => In(file, tree.MeaningOf(file))).Distinct();

    /// <summary>Razor is read as text: its usings and its qualified names.</summary>
    public static IEnumerable<RoomUse> InRazor(string path, string text) =>
        QualifiedName().Matches(text).Select(name => new RoomUse(path, name.Value)).Distinct();

    private static IEnumerable<RoomUse> In(SyntaxTree file, SemanticModel meaning) =>
        from name in file.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        let info = meaning.GetSymbolInfo(name)
        from symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols
        let home = NamespaceOf(symbol, name)
        where home is not null
        select new RoomUse(file.FilePath, home);

    private static string? NamespaceOf(ISymbol symbol, SimpleNameSyntax name)
    {
        if (symbol is INamespaceSymbol wanted)
        {
            // Only a whole using counts; the first words of a qualified name are just the way there.
            return name.AncestorsAndSelf().TakeWhile(node => node is NameSyntax).Last().Parent is UsingDirectiveSyntax { Name: var whole }
                && (whole == name || whole is QualifiedNameSyntax { Right: var last } && last == name)
                    ? wanted.ToDisplayString()
                    : null;
        }

        return symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ITypeParameterSymbol or ILabelSymbol
            || symbol.ContainingNamespace is not { IsGlobalNamespace: false } home
                ? null
                : home.ToDisplayString();
    }

    [GeneratedRegex(@"(?<![\w.])Dashboard\.(Core\.)?[A-Z]\w*(\.[A-Z]\w*)*")]
    private static partial Regex QualifiedName();
}
