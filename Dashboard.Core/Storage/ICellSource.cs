namespace Dashboard.Core.Storage;

/// <summary>A part of memory whose figures are cells: the writer has them saved between commits and loaded at start.</summary>
public interface ICellSource
{
    /// <summary>Takes over its own cells from all that are stored. Called at start, and again when storage was reopened after a failure.</summary>
    /// <exception cref="StorageException">A saved cell is of a format this program does not read.</exception>
    void Restore(StoredRollups rollups);

    /// <summary>
    /// Up to <paramref name="limit"/> changed or expired cells as bytes, oldest change first; null when nothing is waiting.
    /// Called by the writer between commits; the result is a consistent cut at that instant.
    /// </summary>
    CellChanges? TakeChanges(int limit, IngestLedger ledger);
}
