namespace Dashboard.Core.Evaluations;

/// <summary>A file of rows, read forward once. For one caller at a time.</summary>
public interface ITableReader : IAsyncDisposable
{
    IReadOnlyList<string> Columns { get; }

    /// <summary>Where the current row starts: the line of a text file, the number of the row (from 1) of a binary one.</summary>
    long Line { get; }

    /// <summary>Plain words why the current row cannot be used at all; null when it can.</summary>
    string? Fault { get; }

    /// <summary>Says which columns will be asked for, before the first row; others need not be decoded.</summary>
    /// <exception cref="EvaluationRefusedException">One of them holds something that is neither text, number, instant nor boolean.</exception>
    void Select(IReadOnlyCollection<int> columns);

    /// <summary>Moves to the next row; false past the last one.</summary>
    /// <exception cref="EvaluationRefusedException">The file is broken and cannot be read on.</exception>
    ValueTask<bool> ReadAsync(CancellationToken cancel);

    /// <summary>The field as a number, not necessarily finite; false when it is none.</summary>
    bool TryNumber(int column, out double value);

    /// <summary>The field as UTF-8, empty when missing; valid until the next row.</summary>
    ReadOnlySpan<byte> Text(int column);
}
