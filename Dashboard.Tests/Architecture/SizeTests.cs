using System.Globalization;
using Dashboard.Tests.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dashboard.Tests.Architecture;

/// <summary>Budgets that keep a file on one screen of attention. Nothing is exempt; make the thing smaller.</summary>
public class SizeTests(ITestOutputHelper output)
{
    private const int MaxFileLines = 300;
    private const int MaxMethodLines = 60;
    private const int UsualMethodLines = 30; // The 90th percentile stays at or below it.
    private const int MaxRazorLines = 150;
    private const int MaxCodeLines = 10;

    [Fact]
    public void Files_are_short()
    {
        Assert.Empty(LongFiles(SourceTree.Product));
        foreach (var file in LongFiles(SourceTree.Tests))
        {
            output.WriteLine(file); // Tests may be long lists of cases; they are only listed.
        }
    }

    [Fact]
    public void Methods_are_short()
    {
        var methods = Methods(SourceTree.Product).Concat(Methods(SourceTree.Tests)).ToArray();

        Assert.Empty(methods.Where(method => method.Lines > MaxMethodLines).Select(method => $"{method.Name}: {method.Lines} lines"));
    }

    [Fact]
    public void Nine_of_ten_methods_fit_in_half_a_screen()
    {
        var lines = Methods(SourceTree.Product).Select(method => method.Lines).Order().ToArray();

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines.Length} methods, median {lines[lines.Length / 2]}, p90 {P90(lines)}, max {lines[^1]}"));
        Assert.True(P90(lines) <= UsualMethodLines);
    }

    [Fact]
    public void Razor_files_are_short_and_keep_their_code_beside_them() =>
        Assert.Empty(Repository.Files("Dashboard", ".razor").SelectMany(path => RazorFaults(path, Repository.Read(path))));

    [Fact]
    public void What_is_too_long_is_found()
    {
        var body = string.Concat(Enumerable.Repeat("        F();\n", MaxFileLines));
        var tree = SourceTree.Of(("Dashboard/Live/A.cs", $"class A\n{{\n    void F()\n    {{\n{body}    }}\n}}\n"));

        Assert.Equal(["Dashboard/Live/A.cs: 306 lines"], LongFiles(tree));
        Assert.Equal(("Dashboard/Live/A.cs F", 303), Assert.Single(Methods(tree)));
        Assert.NotEmpty(RazorFaults("A.razor", new string('\n', MaxRazorLines + 1)));
        Assert.NotEmpty(RazorFaults("A.razor", "<p/>\n@code {\n" + new string('\n', MaxCodeLines + 1) + "}\n"));
        Assert.Empty(RazorFaults("A.razor", "<p/>\n@code {\n    int _a;\n}\n"));
        Assert.Equal(9, P90([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]));
    }

    private static IEnumerable<string> LongFiles(SourceTree tree) => tree.Files
        .Select(file => (file.FilePath, Lines: file.GetText().Lines.Count - 1))
        .Where(file => file.Lines > MaxFileLines)
        .Select(file => $"{file.FilePath}: {file.Lines} lines");

    /// <summary>Everything with a body of its own: methods, constructors, operators, accessors and local functions.</summary>
    private static IEnumerable<(string Name, int Lines)> Methods(SourceTree tree) =>
        from file in tree.Files
        from node in file.GetRoot().DescendantNodes()
        let name = node switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            LocalFunctionStatementSyntax function => function.Identifier.Text,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
            BaseMethodDeclarationSyntax => "operator",
            AccessorDeclarationSyntax { Body: not null } accessor => accessor.Keyword.Text,
            _ => null,
        }
        where name is not null
        let span = file.GetLineSpan(node.Span)
        select ($"{file.FilePath} {name}", span.EndLinePosition.Line - span.StartLinePosition.Line + 1);

    private static int P90(int[] sorted) => sorted[(int)Math.Ceiling(sorted.Length * 0.9) - 1];

    private static IEnumerable<string> RazorFaults(string path, string text)
    {
        var lines = text.Split('\n')[..^1];
        if (lines.Length > MaxRazorLines)
        {
            yield return $"{path}: {lines.Length} lines";
        }

        var start = Array.FindIndex(lines, line => line.StartsWith("@code", StringComparison.Ordinal));
        var end = start < 0 ? start : Array.FindIndex(lines, start, line => line == "}");
        if (end - start - 1 > MaxCodeLines)
        {
            yield return $"{path}: @code of {end - start - 1} lines belongs into {Path.GetFileName(path)}.cs";
        }
    }
}
