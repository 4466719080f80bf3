using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Dashboard.Queries;

namespace Dashboard.Endpoints;

/// <summary>Metrics from the stored rows of a window. It reads the log, so it waits in line with the exports.</summary>
internal sealed class ExactQuery(ExportGate gate, StorageSession storage, ModelCatalog catalog, ExportOptions options)
{
    /// <summary>Takes a place until the request ends; false when all are taken.</summary>
    public bool TryEnter(HttpContext context) => gate.TryEnter(context);

    /// <exception cref="QueryException">There are too many rows, or they cannot be told apart.</exception>
    public async Task<ExactMetrics> ComputeAsync(WindowReading live, MetricParameters parameters, CancellationToken cancel)
    {
        var segment = live.Key.Segment;
        if (segment?.Value == Segment.Other)
        {
            throw QueryReader.Invalid("exact", $"{Segment.Other} stands for many values; rows are recomputed for the whole or for one value.");
        }

        var selection = new EventSelection
        {
            Model = live.Key.Model, Version = live.Key.Version, From = live.From, To = live.To,
            Segments = segment is null ? [] : [new SegmentCondition(segment.Dimension, [segment.Value])],
        };
        var positive = (parameters.PositiveLabel ?? live.Positive) is { } code ? live.LabelOf(code) : null;
        var scored = live.WhyNoScoresOf(parameters.PositiveLabel) is null ? positive : null;
        try
        {
            return await ExactMetrics.ComputeAsync(
                storage.Require().Events, live.Model!, selection, catalog.FieldNames, options, parameters, positive, scored, cancel);
        }
        catch (TooManyRowsException tooMany)
        {
            throw new QueryException("exact", "too_many_rows", tooMany.Message, StatusCodes.Status422UnprocessableEntity);
        }
    }
}
