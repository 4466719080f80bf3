using Dashboard.Core.Exchange;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>Reads stored predictions for pages, in turn with all heavy readings.</summary>
public sealed class StoredRows(StorageSession storage, ModelCatalog catalog, HeavyReadings readings, IngestOptions ingest, TimeProvider time)
{
    /// <summary>One page of the rows chosen.</summary>
    /// <exception cref="StorageException">They cannot be read now.</exception>
    public Task<RowPage> ReadAsync(Model model, SnapshotKey key, RowChoice choice, CancellationToken cancel) =>
        readings.RunAsync(() => Search(model, key, choice.Filter).ReadAsync(choice.Before, 0, choice.Look * RowSearch.UsualLook, cancel), cancel);

    /// <summary>The rows of a filter that came after a page was read; as many as fit one.</summary>
    /// <exception cref="StorageException">They cannot be read now.</exception>
    public Task<RowPage> ReadNewAsync(Model model, SnapshotKey key, RowFilter filter, long newest, CancellationToken cancel) =>
        readings.RunAsync(() => Search(model, key, filter).ReadAsync(null, newest, RowSearch.UsualLook, cancel), cancel);

    /// <summary>Null when the row is not stored any more.</summary>
    /// <exception cref="StorageException">It cannot be read now.</exception>
    public Task<RowStory?> TellAsync(Model model, SnapshotKey key, long row, CancellationToken cancel) =>
        readings.RunAsync(() => Search(model, key, RowFilter.None).TellAsync(row, cancel), cancel);

    /// <summary>What went wrong with those that failed.</summary>
    /// <exception cref="StorageException">They cannot be read now.</exception>
    public Task<ErrorKinds> ReadErrorKindsAsync(Model model, SnapshotKey key, CancellationToken cancel) => readings.RunAsync(
        () => new ErrorKindSearch(storage.Require().Events, Query(model, key, RowFilter.None), catalog.FieldNames).ReadAsync(cancel), cancel);

    private RowSearch Search(Model model, SnapshotKey key, RowFilter filter) => new(storage.Require().Events, Query(model, key, filter), catalog.FieldNames);

    private RowQuery Query(Model model, SnapshotKey key, RowFilter filter)
    {
        var (from, to) = key.Range.At(time.GetUtcNow());
        var selection = new EventSelection
        {
            Model = model.Name, Version = key.Version, From = from, To = key.Range.IsRelative ? to + ingest.MaxAhead : to,
            Segments = key.Segment is { } segment ? [new SegmentCondition(segment.Dimension, [segment.Value])] : [],
        };
        return new RowQuery(model, selection, filter, ingest.MaxAhead);
    }
}
