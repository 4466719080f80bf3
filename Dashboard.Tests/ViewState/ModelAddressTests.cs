using CsCheck;
using Dashboard.ViewState;
using Xunit;

namespace Dashboard.Tests.ViewState;

public sealed class ModelAddressTests
{
    [Fact]
    public void Any_name_survives_the_web_server_and_the_router_of_a_page() =>
        Gen.String[Gen.Char[' ', '~'], 1, 12].Sample(name =>
        {
            var address = ModelAddress.Of(name, "latency", "?from=-1h");
            var read = ModelAddress.Read(address)!.Value;

            Assert.Equal("latency", read.Page);
            Assert.True(ModelAddress.Matches(name, read.Model), address);
            Assert.True(ModelAddress.Matches(name, read.Model.Replace("/", "%2F", StringComparison.Ordinal)), address);
        });

    [Theory]
    [InlineData("fraud", "models/fraud")]
    [InlineData("a/b c?d#e", "models/a%2Fb%20c%3Fd%23e")]
    [InlineData("..", "models/%252E%252E")]
    [InlineData("größe", "models/gr%C3%B6%C3%9Fe")]
    public void Names_are_escaped(string name, string address)
    {
        Assert.Equal(address, ModelAddress.Of(name));
        Assert.True(ModelAddress.Matches(name, ModelAddress.Read(address)!.Value.Model));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?model=fraud")]
    [InlineData("evaluations?model=fraud")]
    [InlineData("models/")]
    public void Other_pages_are_of_no_model(string address) => Assert.Null(ModelAddress.Read(address));
}
