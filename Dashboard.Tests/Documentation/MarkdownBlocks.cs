namespace Dashboard.Tests.Documentation;

/// <summary>Finds the fenced blocks of a Markdown text.</summary>
internal static class MarkdownBlocks
{
    private const string Fence = "```";

    /// <summary>The contents of the blocks marked <c>sh</c>, in order.</summary>
    public static IEnumerable<string> Shell(string markdown)
    {
        List<string>? block = null;
        var isShell = false;
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!line.StartsWith(Fence, StringComparison.Ordinal))
            {
                block?.Add(line);
            }
            else if (block is null)
            {
                (block, isShell) = ([], line == Fence + "sh");
            }
            else
            {
                if (isShell)
                {
                    yield return string.Join('\n', block) + "\n";
                }

                block = null;
            }
        }
    }
}
