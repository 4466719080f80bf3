using System.Text;
using Dashboard.Core.Exchange;
using Dashboard.Core.Exchange.Csv;
using Xunit;

namespace Dashboard.Tests.Exchange;

public sealed class FigureTableCsvTests
{
    [Fact]
    public async Task Cells_are_UTC_invariant_and_safe_in_a_spreadsheet()
    {
        var instant = new DateTimeOffset(2026, 11, 25, 19, 0, 0, 500, TimeSpan.FromHours(1));
        var table = new FigureTable(["time", "=v", "n", "label"], [[instant, -1.5, 1_234_567L, "=1+1"], [instant, null, 0L, "a,b"], [instant, double.NaN, 0L, null]]);

        Assert.Equal(
            "time,\"'=v\",n,label\r\n2026-11-25T18:00:00.5000000Z,-1.5,1234567,\"'=1+1\"\r\n2026-11-25T18:00:00.5000000Z,,0,\"a,b\"\r\n2026-11-25T18:00:00.5000000Z,,0,\r\n",
            await WriteAsync(table));
    }

    [Fact]
    public async Task A_cell_of_another_kind_is_a_mistake_of_the_program() =>
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(new FigureTable(["x"], [[new object()]])));

    private static async Task<string> WriteAsync(FigureTable table)
    {
        using var content = new MemoryStream();
        await new FigureTableCsv().WriteAsync(table, content, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(content.ToArray());
    }
}
