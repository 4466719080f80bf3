namespace Dashboard.Core.Exchange;

/// <summary>Writes the points of charts in one format.</summary>
public interface IFigureTableWriter
{
    /// <summary>Of its files' names, without the dot.</summary>
    string Extension { get; }

    /// <param name="destination">Stays open. Written asynchronously only.</param>
    Task WriteAsync(FigureTable table, Stream destination, CancellationToken cancel);
}
