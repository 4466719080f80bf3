using Dashboard.Core.Exchange;
using Xunit;

namespace Dashboard.Tests.Exchange;

public sealed class ExportFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 13, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("x\r\nSet-Cookie: a=b", "events-x-set-cookie-a-b-20261123-120000.csv")]
    [InlineData("../../a", "events-a-20261123-120000.csv")]
    [InlineData("猫", "events-20261123-120000.csv")]
    [InlineData(null, "events-20261123-120000.csv")]
    public void File_names_hold_nothing_a_client_could_use(string? part, string expected) =>
        Assert.Equal(expected, ExportFile.Name(["events", part], Now, "csv"));
}
