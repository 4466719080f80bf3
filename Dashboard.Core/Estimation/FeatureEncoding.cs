namespace Dashboard.Core.Estimation;

/// <summary>
/// Turns a feature into a number a tree can split. A numeric feature stays as it is. The categories of a categorical one are
/// put in order of their mean |error| in the baseline and become their rank: for a squared loss, the best split of a node's
/// categories is among the splits of that order (Fisher 1958; Breiman et al. 1984, 4.2.2). The order is taken once, for the
/// whole baseline. What has no rank or is of the other kind is missing: NaN.
/// </summary>
internal sealed class FeatureEncoding
{
    /// <summary>Categories with a rank: the most frequent; the rest are missing.</summary>
    public const int MaxCategories = 64;

    private readonly string[] _categories; // In order of rank; none for a numeric feature.
    private readonly Dictionary<string, int> _ranks; // At most MaxCategories.

    private FeatureEncoding(string[] categories)
    {
        _categories = categories;
        _ranks = categories.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
    }

    public static FeatureEncoding Fit(IReadOnlyList<LossRow> rows, int feature)
    {
        var categories = rows
            .Where(row => row.Features[feature].Category is not null)
            .GroupBy(row => row.Features[feature].Category!, StringComparer.Ordinal)
            .Select(group => (Name: group.Key, Count: group.Count(), Loss: group.Average(row => row.AbsoluteError)))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Name, StringComparer.Ordinal)
            .Take(MaxCategories)
            .OrderBy(c => c.Loss).ThenBy(c => c.Name, StringComparer.Ordinal);
        return new FeatureEncoding([.. categories.Select(c => c.Name)]);
    }

    public double Encode(FeatureValue value) => value.Category is { } category ? Encode(category) : Encode(value.Number);

    public double Encode(double number) => _categories.Length == 0 ? number : double.NaN;

    public double Encode(ReadOnlySpan<char> category) =>
        _ranks.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(category, out var rank) ? rank : double.NaN;

    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)_categories.Length);
        foreach (var category in _categories)
        {
            writer.Write(category);
        }
    }

    public static FeatureEncoding Read(BinaryReader reader)
    {
        var categories = new string[reader.ReadByte()];
        for (var i = 0; i < categories.Length; i++)
        {
            categories[i] = reader.ReadString();
        }

        return new FeatureEncoding(categories);
    }
}
