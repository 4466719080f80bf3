using Dashboard.Configuration;
using Dashboard.Core.Exchange;
using Dashboard.Core.Exchange.Csv;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Dashboard.Queries;

namespace Dashboard.Endpoints;

/// <summary><c>GET /api/v1/export/*.csv</c>: what is stored, as files (docs/export.md).</summary>
internal static class ExportEndpoints
{
    public static void AddExports(this WebApplicationBuilder builder)
    {
        builder.Services.AddOption<ExportOptions>(builder.Configuration, "Export");
        builder.Services.AddSingleton<ExportGate>();
        builder.Services.AddSingleton<CsvResponse>();
        builder.Services.AddSingleton<IFigureTableWriter, FigureTableCsv>(); // Of the pages, which name no format.
        builder.Services.AddSingleton<ExactQuery>();
    }

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup("/api/v1/export");
        exports.MapGet("/events.csv", EventsAsync)
            .WithStorageProblems()
            .Document(
                "Exports", "ExportEvents", "Predictions joined with their ground truth, one a row",
                "CSV (RFC 4180), streamed: exactly what was accepted up to one sequence number. Format and columns: docs/export.md.", ExportQuery.OfEvents)
            .Produces(StatusCodes.Status200OK, contentType: CsvResponse.ContentType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        exports.MapGet("/metrics.csv", Metrics)
            .Document(
                "Exports", "ExportMetrics", "The metrics of a model, one window a row",
                "CSV (RFC 4180), streamed. The numbers are those the page shows for the same range. Format and columns: docs/export.md.", ExportQuery.OfMetrics)
            .Produces(StatusCodes.Status200OK, contentType: CsvResponse.ContentType)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> EventsAsync(
        HttpContext context, ExportGate gate, StorageSession storage, ModelCatalog catalog, ExportOptions options,
        CsvResponse response, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = context.ReadQuery();
        var selection = ExportQuery.ReadSelection(query, catalog, now);
        var filter = ExportQuery.ReadFilter(query);
        var trailer = query.Flag("trailer");
        if (!gate.TryEnter(context))
        {
            return CsvResponse.Busy();
        }

        try
        {
            var export = await EventExport.PrepareAsync(
                storage.Require().Events, selection, catalog.FieldNames, options, context.RequestAborted);
            return response.Stream(
                context, ["events", selection.Model], now,
                body => PredictionCsv.WriteAsync(export, body, trailer, context.RequestAborted, filter));
        }
        catch (TooManyColumnsException tooMany)
        {
            throw new QueryException("model", "too_many_columns", tooMany.Message);
        }
    }

    private static IResult Metrics(
        HttpContext context, ExportGate gate, Projection projection, ModelCatalog catalog, ExportOptions options,
        CsvResponse response, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = context.ReadQuery();
        var model = ModelQuery.FindModel(catalog, query.Text("model") ?? throw QueryReader.Invalid("model", "Is required."));
        var windows = ExportQuery.ReadWindows(query, projection, model, options, now);
        if (!gate.TryEnter(context))
        {
            return CsvResponse.Busy();
        }

        return response.Stream(
            context, ["metrics", model.Name], now,
            body => MetricsCsv.WriteAsync(windows, model.IsRegression, body, context.RequestAborted));
    }
}
