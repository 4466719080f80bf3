namespace Dashboard.ViewState;

/// <summary>What the table of all models can be sorted by.</summary>
public enum ModelColumn
{
    Name,
    Health,
    Quality,
    Coverage,
    Lag,
    Traffic,
}

/// <summary>In which order, and which, of all models are shown; in the address as <c>sort=-traffic</c>.</summary>
public readonly record struct ModelOrder(ModelColumn Column, bool IsDescending)
{
    /// <summary>Only the name is known without reading a model's figures.</summary>
    public bool NeedsFigures => Column != ModelColumn.Name;

    public static ModelOrder Parse(string? text)
    {
        var name = text?.TrimStart('-');
        return Enum.TryParse<ModelColumn>(name, ignoreCase: true, out var column) && Enum.IsDefined(column) && !int.TryParse(name, out _)
            ? new(column, text!.StartsWith('-'))
            : default;
    }

    /// <summary>Null for the order nobody has to ask for.</summary>
    public string? Print() => this == default ? null : (IsDescending ? "-" : "") + Column.ToString().ToLowerInvariant();

    /// <summary>The order after a click on a column: again turns it round.</summary>
    public ModelOrder Click(ModelColumn column) => new(column, column == Column && !IsDescending);

    /// <summary>Those whose name contains the filter, in order. Without a figure last, whichever way.</summary>
    /// <param name="row">What is known of a model; null for nothing yet.</param>
    public IReadOnlyList<string> Of(IEnumerable<string> models, string? filter, Func<string, ModelRow?> row)
    {
        var column = Column;
        var sign = IsDescending ? -1 : 1;
        var kept = models.Where(model => string.IsNullOrWhiteSpace(filter) || model.Contains(filter.Trim(), StringComparison.OrdinalIgnoreCase));
        if (column == ModelColumn.Name)
        {
            return IsDescending ? [.. kept.OrderDescending(StringComparer.Ordinal)] : [.. kept.Order(StringComparer.Ordinal)];
        }

        return [.. kept.Select(model => (Model: model, Row: row(model), Value: ValueOf(column, row(model))))
            .OrderBy(m => m.Value is null)
            .ThenBy(m => column == ModelColumn.Quality && m.Row is { IsRegression: true }) // An error and an accuracy do not compare.
            .ThenBy(m => sign * m.Value)
            .ThenBy(m => m.Model, StringComparer.Ordinal).Select(m => m.Model)];
    }

    private static double? ValueOf(ModelColumn column, ModelRow? row) => column switch
    {
        ModelColumn.Health => (double?)row?.Health,
        ModelColumn.Quality => row?.Quality.Value,
        ModelColumn.Coverage => row?.Coverage.Value,
        ModelColumn.Lag => row?.LagSeconds.Value,
        _ => row?.Throughput.Value,
    };
}
