using System.Text.Json;
using Bunit;
using Dashboard.Components.Charts;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class ChartTests : UiTest
{
    [Fact]
    public void A_chart_is_made_without_mode_bar_colours_or_zoom()
    {
        Render<LiveChart>(p => p.Add(c => c.Role, "quality").Add(c => c.Figure, ChartFigure.Accuracy).Add(c => c.Label, () => "x").Add(c => c.Link, NewLink()));

        var call = Plotly.VerifyInvoke("newPlot");
        var layout = Json(call.Arguments[2]);
        Assert.True(layout.GetProperty("xaxis").GetProperty("fixedrange").GetBoolean()); // A phone must be able to scroll past it.
        Assert.True(layout.GetProperty("yaxis").GetProperty("fixedrange").GetBoolean());
        Assert.Equal("date", layout.GetProperty("xaxis").GetProperty("type").GetString());
        Assert.Equal("rgba(0,0,0,0)", layout.GetProperty("paper_bgcolor").GetString());
        Assert.Equal("rgba(0,0,0,0)", layout.GetProperty("plot_bgcolor").GetString());
        Assert.False(layout.GetProperty("showlegend").GetBoolean());
        Assert.False(Json(call.Arguments[3]).GetProperty("displayModeBar").GetBoolean());
        Assert.Equal(["band", "known", "estimateband", "estimate", "believed", "over1", "over2", "over3"], Json(call.Arguments[1]).EnumerateArray().Select(t => t.GetProperty("uid").GetString()));
        Assert.DoesNotContain("#", Json(call.Arguments[1]).GetRawText()); // Colours are the style sheet's.
    }

    [Fact]
    public void The_histogram_marks_mean_solid_and_p95_dashed()
    {
        Render<LiveChart>(p => p.Add(c => c.Role, "latency").Add(c => c.Figure, ChartFigure.Latency).Add(c => c.Label, () => "x").Add(c => c.Link, NewLink()));

        var layout = Json(Plotly.VerifyInvoke("newPlot").Arguments[2]);
        Assert.Equal(["solid", "6px,4px"], layout.GetProperty("shapes").EnumerateArray().Select(s => s.GetProperty("line").GetProperty("dash").GetString()));
        Assert.Equal(["mean", "p95", ""], layout.GetProperty("annotations").EnumerateArray().Select(a => a.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task The_module_is_told_once_Plotly_has_drawn()
    {
        Render<LiveChart>(p => p.Add(c => c.Role, "quality").Add(c => c.Figure, ChartFigure.Accuracy).Add(c => c.Label, () => "x").Add(c => c.Link, NewLink()));

        await Eventually(() => Charts.Invocations["attach"].Count == 1, "attach");

        var call = Charts.Invocations["attach"][0];
        Assert.Equal("quality", call.Arguments[0]);
        Assert.Equal(Plotly.VerifyInvoke("newPlot").Arguments[0], call.Arguments[1]);
        Assert.Equal(100.0, call.Arguments[2]);
    }

    [Fact]
    public void The_small_bundle_is_loaded()
    {
        Render<LiveChart>(p => p.Add(c => c.Role, "quality").Add(c => c.Figure, ChartFigure.Accuracy).Add(c => c.Label, () => "x").Add(c => c.Link, NewLink()));

        Assert.Contains("plotly-basic", (string)Plotly.VerifyInvoke("importScript").Arguments[1]!);
    }

    [Fact]
    public void The_picture_has_its_values_in_words()
    {
        var chart = Render<LiveChart>(p => p
            .Add(c => c.Role, "latency").Add(c => c.Figure, ChartFigure.Latency).Add(c => c.Label, () => "Mean 41 ms").Add(c => c.Link, NewLink()));

        Assert.Equal("Mean 41 ms", chart.Find("[role=img]").GetAttribute("aria-label"));
    }

    /// <summary>bUnit never serialises arguments; production does, and dies of what cannot be serialised.</summary>
    private static JsonElement Json(object? argument) => JsonSerializer.SerializeToElement(argument);
}
