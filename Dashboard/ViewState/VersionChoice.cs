namespace Dashboard.ViewState;

/// <summary>
/// The versions of a model a viewer has picked, in that order: the first is what a page shows, the others are laid over its main
/// chart. None: all versions together.
/// </summary>
public sealed class VersionChoice : IEquatable<VersionChoice>
{
    /// <summary>More lines than these cannot be told apart.</summary>
    public const int Most = 4;

    public static readonly VersionChoice All = new([]);

    private VersionChoice(string[] names) => Names = names;

    /// <summary>At most <see cref="Most"/>, each once.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Null: all versions together.</summary>
    public string? First => Names.Count == 0 ? null : Names[0];

    public IReadOnlyList<string> Others => [.. Names.Skip(1)];

    public bool IsFull => Names.Count == Most;

    public string Words => Names.Count switch
    {
        0 => "All versions",
        1 => Names[0],
        2 => $"{Names[0]} and {Names[1]}",
        _ => $"{Names[0]} + {Names.Count - 1} more",
    };

    /// <summary>Passes over blanks, repetitions and what is too many; never fails.</summary>
    public static VersionChoice Of(params IEnumerable<string?> names)
    {
        string[] picked = [.. names.OfType<string>().Where(name => !string.IsNullOrWhiteSpace(name)).Distinct().Take(Most)];
        return picked.Length == 0 ? All : new(picked);
    }

    /// <summary>With the name as the last one, or without it. The same when there is no room.</summary>
    public VersionChoice Toggle(string name) => Names.Contains(name) ? Of(Names.Where(picked => picked != name)) : Of([.. Names, name]);

    public bool Equals(VersionChoice? other) => other is not null && Names.SequenceEqual(other.Names);

    public override bool Equals(object? obj) => Equals(obj as VersionChoice);

    public override int GetHashCode() => Names.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join(", ", Names);
}
