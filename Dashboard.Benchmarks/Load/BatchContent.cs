using System.Buffers.Binary;

namespace Dashboard.Benchmarks.Load;

/// <summary>How much one render batch holds, as Blazor writes it for the browser: five offsets stand at its end, the first that of the table of components.</summary>
/// <param name="Components">That were rendered.</param>
/// <param name="Idle">Of those, the ones in which nothing had changed.</param>
internal readonly record struct BatchContent(int Components, int Idle, int Edits)
{
    private const int Tables = 5;

    public static BatchContent Of(ReadOnlySpan<byte> batch)
    {
        var table = Number(batch, batch.Length - (Tables * sizeof(int)));
        var (components, idle, edits) = (Number(batch, table), 0, 0);
        for (var i = 1; i <= components; i++)
        {
            var component = Number(batch, table + (i * sizeof(int)));
            var count = Number(batch, component + sizeof(int)); // After the component's id.
            edits += count;
            idle += count == 0 ? 1 : 0;
        }

        return new(components, idle, edits);
    }

    public static BatchContent operator +(BatchContent one, BatchContent other) =>
        new(one.Components + other.Components, one.Idle + other.Idle, one.Edits + other.Edits);

    public static BatchContent operator -(BatchContent one, BatchContent other) =>
        new(one.Components - other.Components, one.Idle - other.Idle, one.Edits - other.Edits);

    private static int Number(ReadOnlySpan<byte> batch, int at) => BinaryPrimitives.ReadInt32LittleEndian(batch[at..]);
}
