using System.Buffers;
using System.Text.Json;
using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using Dashboard.Live;

namespace Dashboard.Components.Charts;

/// <summary>Lines over the same instants, read apart from the ticks.</summary>
/// <param name="Times">Where the points stand; as many as each line has.</param>
/// <param name="Lines">In the order of the chart's definition.</param>
public sealed record LineFigures(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<DateTimeOffset> Times, params IReadOnlyList<FigureLine> Lines)
{
    /// <summary>Values are 0 to 1 and shown as percent.</summary>
    public bool IsShare { get; init; }

    /// <summary>What values are multiplied with to be shown.</summary>
    public double Scale => IsShare ? 100 : 1;

    /// <summary>The value axis begins at 0; else where the data live.</summary>
    public bool FromZero { get; init; }

    /// <summary>The line of the ticks that these are laid over; null where they stand alone.</summary>
    public string? Over { get; init; }

    /// <summary>Ends of a logarithmic axis; null for any other.</summary>
    public (double Low, double High)? Range { get; init; }

    public IEnumerable<string> Columns => Lines.SelectMany(line => line.Columns);

    /// <summary>One row per point; shares from 0 to 1.</summary>
    public FigureTable ToTable() => new(["time", .. Columns], Times.Select((time, i) => (IReadOnlyList<object?>)[time, .. Cells(i)]));

    /// <summary>As many as there are <see cref="Columns"/>.</summary>
    public IEnumerable<object?> Cells(int point) => Lines.SelectMany(line => line.Cells(point));

    /// <summary>What lines.js draws.</summary>
    public byte[] ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>(8 * 1024);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteNumber("from"u8, From.ToUnixTimeMilliseconds());
        json.WriteNumber("to"u8, To.ToUnixTimeMilliseconds());
        json.WriteNumber("scale"u8, Scale);
        json.WriteBoolean("zero"u8, FromZero);
        if (Over is not null)
        {
            json.WriteString("over"u8, PlotlyText.Escape(Over));
        }

        WriteColumn(json, "t"u8, Times, static (j, time) => j.WriteNumberValue(time.ToUnixTimeMilliseconds()));
        if (Range is { } range)
        {
            WriteColumn(json, "range"u8, [range.Low, range.High], static (j, end) => j.WriteFinite(end));
        }

        json.WriteStartArray("lines"u8);
        foreach (var line in Lines)
        {
            Write(json, line);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private void Write(Utf8JsonWriter json, FigureLine line)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, PlotlyText.Escape(line.Name));
        WriteColumn(json, "y"u8, line.Figures, (j, figure) => j.WriteShort(figure.Value * Scale));
        WriteColumn(json, "n"u8, line.Figures, static (j, figure) => j.WriteNumberValue(figure.Count));
        if (line.HasBand)
        {
            WriteColumn(json, "lo"u8, line.Figures, (j, figure) => j.WriteBound(figure.Interval?.Low * Scale));
            WriteColumn(json, "hi"u8, line.Figures, (j, figure) => j.WriteBound(figure.Interval?.High * Scale));
        }

        json.WriteEndObject();
    }

    private static void WriteColumn<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            write(json, value);
        }

        json.WriteEndArray();
    }
}

/// <summary>One line; with a band, a trace of it comes before, unless the lines are laid over others: then it is only told.</summary>
/// <param name="Name">For a legend.</param>
public sealed record FigureLine(string Name, IReadOnlyList<Figure> Figures, bool HasBand = false)
{
    /// <summary>Head of its column in a file.</summary>
    public string Column { get; init; } = Name;

    internal IEnumerable<string> Columns => HasBand ? [Column, $"{Column}_low", $"{Column}_high", $"{Column}_n"] : [Column, $"{Column}_n"];

    internal IEnumerable<object?> Cells(int point) => Figures[point] is var figure && HasBand
        ? [figure.Value, figure.Interval?.Low, figure.Interval?.High, figure.Count]
        : [figure.Value, figure.Count];
}
