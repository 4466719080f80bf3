using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Components.Gallery;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Exchange;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Dashboard.Demo;
using Dashboard.Live;
using Dashboard.Security;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Documentation;

/// <summary>What the documents tell people to type works, and what they say about settings and tests is so.</summary>
public sealed partial class ReadmeTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string AddressInDocuments = "http://127.0.0.1:5080";

    private static readonly Dictionary<string, object> Sections = new(StringComparer.Ordinal)
    {
        ["Storage"] = new StorageOptions(),
        ["Ingest"] = new IngestOptions(),
        ["Limits"] = new CatalogLimits(),
        ["Windowing"] = new WindowingOptions(),
        ["Live"] = new LiveOptions(),
        ["Export"] = new ExportOptions(),
        ["Evaluations"] = new EvaluationOptions(),
        ["Security"] = new SecurityOptions(),
        ["Demo"] = new DemoOptions(),
        ["Gallery"] = new GalleryOptions(),
    };

    /// <summary>Every shell block with curl in it; named by file and position.</summary>
    public static TheoryData<string, int> Examples => [.. Documents().SelectMany(path =>
        MarkdownBlocks.Shell(Repository.Read(path)).Index()
            .Where(block => block.Item.Contains("curl", StringComparison.Ordinal))
            .Select(block => (path, block.Index)))];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_works_as_printed(string path, int index)
    {
        using var folder = new TemporaryDirectory();
        await SendPredictionAsync();

        await RunAsync(MarkdownBlocks.Shell(Repository.Read(path)).ElementAt(index), folder.Path);
    }

    [Fact]
    public async Task An_example_that_is_refused_is_noticed()
    {
        using var folder = new TemporaryDirectory();

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(
            $"curl {AddressInDocuments}/api/v1/events -H 'Content-Type: application/json' -d '{{\"model\":7}}'", folder.Path));
    }

    [Fact]
    public void The_readme_shows_how_to_send_both_kinds_of_event_and_how_to_export()
    {
        var typed = string.Concat(MarkdownBlocks.Shell(Repository.Read("README.md")));

        Assert.Contains("dotnet run --project Dashboard", typed, StringComparison.Ordinal);
        Assert.Contains("./test.sh", typed, StringComparison.Ordinal);
        Assert.Contains("\"prediction\":", typed, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"ground_truth\"", typed, StringComparison.Ordinal);
        Assert.Contains("/api/v1/export/events.csv", typed, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_in_the_table_with_its_default() => Assert.Empty(MissingSettings(Repository.Read("README.md")));

    [Fact]
    public void A_setting_with_another_default_is_noticed() =>
        Assert.Contains("| `Ingest:MaxBodyBytes` | 4194304 |", MissingSettings("| `Ingest:MaxBodyBytes` | 5 |"));

    [Fact]
    public void Every_test_the_documents_name_exists() => Assert.Empty(
        from path in Documents()
        from Match name in TestName().Matches(Repository.Read(path))
        where !Exists(name.Groups[1].Value, name.Groups[2].Value)
        select $"{path}: {name.Value}");

    [Fact]
    public void Every_link_between_documents_leads_somewhere() => Assert.Empty(
        from path in Documents()
        from Match link in RelativeLink().Matches(Repository.Read(path))
        where !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, link.Groups[1].Value))
        select $"{path}: {link.Groups[1].Value}");

    private static IEnumerable<string> Documents() => Repository.Files("docs", ".md").Prepend("README.md");

    /// <summary>So that examples which ask for a model find it.</summary>
    private async Task SendPredictionAsync()
    {
        const string events = """
            [{"model":"fraud","version":"2.0","prediction":"legit","ground_truth":"legit","score":0.1,"segments":{"country":"DE"}},
             {"model":"fraud","version":"2.1","prediction":"fraud","ground_truth":"fraud","score":0.9,"segments":{"country":"FR"}}]
            """;
        using var body = new StringContent(events, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await app.Http.PostAsync(new Uri("/api/v1/events", UriKind.Relative), body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private Task<string> RunAsync(string example, string folder)
    {
        var here = example.Replace(AddressInDocuments, app.App.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        return CommandLine.RunAsync("bash", folder, "-euo", "pipefail", "-c", "curl() { command curl -sS --fail-with-body \"$@\"; }\n" + here);
    }

    private static IEnumerable<string> MissingSettings(string document) =>
        from section in Sections
        from property in section.Value.GetType().GetProperties().Where(property => property.GetMethod is { IsStatic: false })
        let value = property.GetValue(section.Value) switch
        {
            string or null or IEnumerable<string> => "",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString()!.ToLowerInvariant(),
        }
        let row = value.Length == 0 ? $"| `{section.Key}:{property.Name}` |" : $"| `{section.Key}:{property.Name}` | {value} |"
        where !document.Contains(row, StringComparison.Ordinal)
        select row;

    private static bool Exists(string type, string? method) =>
        Repository.Files("Dashboard.Tests", ".cs").Where(path => Path.GetFileNameWithoutExtension(path) == type)
            .Any(path => method is not { Length: > 0 } || Repository.Read(path).Contains($" {method}(", StringComparison.Ordinal));

    [GeneratedRegex(@"`(?:\w+/)*(\w+Tests|\w+Scenarios)(?:\.(\w+))?`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#\s]+)")]
    private static partial Regex RelativeLink();
}
