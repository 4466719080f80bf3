using Dashboard.Core.Exchange;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>Two models compared on shared ids, or why not.</summary>
/// <param name="Refused">In words; null when there is a reading.</param>
public sealed record ShadowView(ShadowReading? Reading, string? Refused);

/// <summary>Compares stored predictions of two models for pages, in turn with all heavy readings.</summary>
public sealed class ShadowReadings(
    StorageSession storage, ModelCatalog catalog, HeavyReadings readings, IngestOptions ingest, ExportOptions export, TimeProvider time)
{
    /// <param name="key">Version and range of <paramref name="model"/>; segments are not told apart.</param>
    /// <exception cref="StorageException">They cannot be read now.</exception>
    public Task<ShadowView> ReadAsync(Model model, Model shadow, SnapshotKey key, CancellationToken cancel) => readings.RunAsync(
        async () =>
        {
            var (from, to) = key.Range.At(time.GetUtcNow());
            var query = new ShadowQuery(model, key.Version, shadow, null, from, to, ingest.MaxAhead);
            try
            {
                return new ShadowView(await new ShadowTraffic(storage.Require().Events, query, catalog.FieldNames, export.MaxExactRows).ReadAsync(cancel), null);
            }
            catch (TooManyRowsException tooMany)
            {
                return new ShadowView(null, tooMany.Message);
            }
        },
        cancel);
}
