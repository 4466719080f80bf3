using System.Text;
using Dashboard.Core.Ingestion;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Endpoints;

/// <summary>The part of an upload that is the file.</summary>
/// <param name="MediaType">Lower case without parameters; empty when the sender gave none.</param>
/// <param name="Fields">Of the form, when there is one.</param>
internal sealed record UploadedFile(Stream Body, string MediaType, string FileName, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    public bool IsParquet => MediaType.Contains("parquet", StringComparison.Ordinal) || FileName.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    public bool IsCsv => MediaType is "text/csv" or "application/csv" or "text/tab-separated-values" || FileName.Length > 0;
}

/// <summary>Finds the file in a request: its body, or the first file of a form, whose fields must come before it.</summary>
internal static class EvaluationForm
{
    private const int MaxFields = 64;
    private const int MaxFieldBytes = 4_096;
    private const int MaxBoundary = 100;

    /// <exception cref="RequestRefusedException">415 <c>media_type</c>, 400 <c>form_invalid</c>.</exception>
    public static async Task<UploadedFile> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            throw UnknownMediaType();
        }

        var file = type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? await ReadFormAsync(request, type, cancel)
            : new UploadedFile(request.Body, Word(type), "", []);
        return file.IsParquet || file.IsCsv ? file : throw UnknownMediaType();
    }

    private static async Task<UploadedFile> ReadFormAsync(HttpRequest request, MediaTypeHeaderValue type, CancellationToken cancel)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length is 0 or > MaxBoundary)
        {
            throw Invalid("the form has no boundary");
        }

        try
        {
            var form = new MultipartReader(boundary.ToString(), request.Body);
            var fields = new List<KeyValuePair<string, string>>(); // At most MaxFields.
            while (await form.ReadNextSectionAsync(cancel) is { } section && fields.Count <= MaxFields)
            {
                var disposition = section.GetContentDispositionHeader() ?? throw Invalid("a part has no Content-Disposition");
                if (disposition.IsFileDisposition())
                {
                    var name = HeaderUtilities.RemoveQuotes(disposition.FileName.HasValue ? disposition.FileName : disposition.FileNameStar);
                    return new UploadedFile(section.Body, MediaTypeHeaderValue.TryParse(section.ContentType, out var part) ? Word(part) : "", name.ToString(), fields);
                }

                fields.Add(KeyValuePair.Create(HeaderUtilities.RemoveQuotes(disposition.Name).ToString(), await ReadFieldAsync(section.Body, cancel)));
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw Invalid(failure.Message);
        }

        throw Invalid("the form has no file, or more fields before it than any evaluation takes");
    }

    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken cancel)
    {
        using var text = new EventBody(MaxFieldBytes);
        await text.ReadAsync(body, cancel);
        return Encoding.UTF8.GetString(text.Bytes.Span);
    }

    private static string Word(MediaTypeHeaderValue type) => type.MediaType.ToString().ToLowerInvariant();

    private static RequestRefusedException Invalid(string message) => new(400, "form_invalid", message);

    private static RequestRefusedException UnknownMediaType() =>
        new(415, "media_type", "Content-Type must be text/csv, application/vnd.apache.parquet or multipart/form-data with a file");
}
