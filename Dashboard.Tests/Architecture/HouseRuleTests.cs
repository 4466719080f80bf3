using System.Text.RegularExpressions;
using Dashboard.Tests.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dashboard.Tests.Architecture;

public partial class HouseRuleTests
{
    private static readonly string[] TextFiles = [".cs", ".razor", ".csproj", ".props", ".json", ".md", ".sh", ".css", ".js", ".sln", ".txt"];

    [Fact]
    public void Tests_never_sleep() => Assert.Empty(SourceTree.Tests.Files
        .Where(file => file.FilePath.StartsWith("Dashboard.Tests/", StringComparison.Ordinal)) // Benchmarks pace their load.
        .SelectMany(Sleeps));

    [Fact]
    public void Types_say_what_they_are() =>
        Assert.Empty(SourceTree.Product.Files.Concat(SourceTree.Tests.Files).SelectMany(MeaninglessTypes));

    [Fact]
    public void The_solution_is_classic_and_lists_every_project()
    {
        var solution = Repository.Read("Dashboard.sln");

        Assert.Contains("Format Version 12.00", solution, StringComparison.Ordinal);
        Assert.Empty(Missing(solution, Repository.Files(".", ".csproj")));
        Assert.Empty(Repository.Files(".", ".slnx"));
    }

    [Fact]
    public void The_product_needs_nothing_outside_its_folder() =>
        Assert.Empty(Repository.Files(".", TextFiles).SelectMany(path => OutsidePaths(path, Repository.Read(path))));

    [Fact]
    public void Pages_leave_the_writing_of_times_to_TimeText() => Assert.Empty(
        Repository.Files("Dashboard/Components", ".cs", ".razor").Concat(Repository.Files("Dashboard/ViewState", ".cs"))
            .SelectMany(path => OwnTimes(path, Repository.Read(path))));

    [Fact]
    public void A_breach_of_a_rule_is_found()
    {
        const string text = "class Helpers { async Task F() { Thread.Sleep(1); await System.Threading.Tasks.Task.Delay(1); } } class CellHelper;";
        var file = SourceTree.Of(("Dashboard.Tests/A.cs", text)).Files[0];

        Assert.Equal(2, Sleeps(file).Count());
        Assert.Equal(2, MeaninglessTypes(file).Count());
        Assert.Single(Missing("\"Dashboard\\Dashboard.csproj\"", ["Dashboard/Dashboard.csproj", "Dashboard.Core/Dashboard.Core.csproj"]));
        Assert.Equal(3, OwnTimes("A.razor", "@at.UtcDateTime.ToString(\"HH:mm\") and {at:yyyy-MM-dd}").Count());
        Assert.NotEmpty(OutsidePaths("A.md", "see .." + "/shared/a.md"));
        Assert.NotEmpty(OutsidePaths("A.md", "see /work" + "/shared/a.md"));
        Assert.Empty(OutsidePaths("A.md", "shared/a.md, /network/shared"));
    }

    private static IEnumerable<string> Sleeps(SyntaxTree file) =>
        from call in file.GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        let owner = call.Expression.ToString().Split('.')[^1]
        where (owner, call.Name.Identifier.Text) is ("Thread", "Sleep") or ("Task", "Delay")
        select $"{file.FilePath}: {call}; wait for a condition (Eventually) or use FakeTimeProvider";

    private static IEnumerable<string> MeaninglessTypes(SyntaxTree file) =>
        from type in file.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where MeaninglessName().IsMatch(type.Identifier.Text)
        select $"{file.FilePath}: {type.Identifier.Text}";

    private static IEnumerable<string> Missing(string solution, IEnumerable<string> projects) =>
        projects.Where(path => !solution.Contains($"\"{path.Replace('/', '\\')}\"", StringComparison.Ordinal));

    /// <summary>The workplace has folders the repository does not: a path to them works nowhere else.</summary>
    private static IEnumerable<string> OutsidePaths(string path, string text) =>
        OutsidePath().Matches(text).Select(match => $"{path}: {match.Value}");

    /// <summary>A format of a time outside a comment: it would not follow the viewer's time zone.</summary>
    private static IEnumerable<string> OwnTimes(string path, string text) =>
        from line in text.Split('\n')
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from match in TimeFormat().Matches(line)
        select $"{path}: {match.Value}; write instants with TimeText";

    [GeneratedRegex(@"HH:mm|yyyy-MM|\.(Utc|Local)DateTime\.To")]
    private static partial Regex TimeFormat();

    [GeneratedRegex("^(Models|Common|.*(Helper|Util|Utilitie|Manager|Service)s?)$")]
    private static partial Regex MeaninglessName();

    [GeneratedRegex(@"(\.\./|/work/)shared\b")]
    private static partial Regex OutsidePath();
}
