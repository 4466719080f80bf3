using Bunit;
using Dashboard.Components.Pages;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class ModelPerformanceTests : UiTest
{
    public ModelPerformanceTests()
    {
        UseFeed((key, number, asOf, _) => key.Model == "demand" ? SampleSnapshots.Regression(key, number, asOf) : SampleSnapshots.Classification(key, number, asOf));
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public async Task Classification_shows_curves_threshold_matrix_and_metrics()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "1");

        var page = Open("fraud-scorer");

        await Eventually(() => page.FindAll("h2").Count == 7, "all panels");
        Assert.Equal(
            ["Rolling accuracy", "ROC curve", "Precision and recall", "Reliability", "Threshold", "Confusion matrix", "All metrics"],
            page.FindAll("h2").Select(title => title.TextContent));
    }

    [Fact]
    public async Task Regression_shows_bias_errors_pairs_and_metrics()
    {
        AddModel("demand", OutcomeKind.Number, "1");

        var page = Open("demand");

        await Eventually(() => page.FindAll("h2").Count == 5, "all panels");
        Assert.Equal(["Mean absolute error", "Bias", "Error distribution", "Predicted and true", "All metrics"], page.FindAll("h2").Select(title => title.TextContent));
    }

    [Fact]
    public async Task A_metric_of_the_address_runs_over_time()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "1");

        var page = Open("fraud-scorer", "?metric=f1_macro");

        await Eventually(() => page.FindAll("h2").Any(title => title.TextContent == "Macro F1"), "the metric's chart");
        Assert.DoesNotContain(page.FindAll("h2"), title => title.TextContent == "Rolling accuracy");
    }

    private IRenderedComponent<ModelPerformance> Open(string model, string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/models/{model}/performance{query}");
        return Render<ModelPerformance>(p => p.Add(page => page.Model, model));
    }
}
