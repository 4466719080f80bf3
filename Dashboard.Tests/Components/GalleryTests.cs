using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Components.Gallery;
using Dashboard.Components.Panels;
using Dashboard.Core.Evaluations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class GalleryTests : UiTest
{
    /// <summary>What the gallery does not show, and why.</summary>
    private static readonly Dictionary<Type, string> Left = new()
    {
        [typeof(ZoneSwitch)] = "stands at the foot of every page, this one too",
        [typeof(RowsPanel)] = "reads stored rows itself; the table, filters and states inside it are shown",
        [typeof(RowDrawer)] = "reads one stored row itself",
        [typeof(RangeDialog)] = "opened by the range picker",
        [typeof(RemoveModelDialog)] = "opened by the list of models",
    };

    public GalleryTests()
    {
        Services.AddSingleton(new GalleryOptions { Enabled = true });
        Services.AddSingleton<GalleryFigures>();
        Services.AddSingleton<RunningEvaluations>();
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void Every_panel_and_control_is_shown()
    {
        var shown = Open().FindComponents<ComponentBase>().Select(found => found.Instance.GetType()).Select(Plain).ToHashSet();

        Assert.Empty(Components(typeof(Panel), typeof(LivePill)).Where(type => !shown.Contains(type) && !Left.ContainsKey(type)).Select(type => type.Name));
        Assert.DoesNotContain(Left.Keys, shown.Contains); // Else the reason no longer holds.
    }

    [Fact]
    public void Each_designed_state_is_there()
    {
        var page = Open();
        string[] states = [.. page.FindAll(".gallery-part small").Select(state => state.TextContent)];

        Assert.Contains("loading", states);
        Assert.Contains("63 of 100 labelled", page.FindAll(".message strong").Select(title => title.TextContent));
        Assert.Contains("“7” is no threshold of these scores", page.FindAll(".message strong").Select(title => title.TextContent));
        Assert.Contains("This panel could not be drawn", page.FindAll("[role=alert] strong").Select(title => title.TextContent));
        Assert.Contains("Not up to date: try again", page.FindAll(".link-button").Select(button => button.TextContent));
        Assert.Contains("No data for 15\u00A0min", page.FindAll(".stale .live").Select(pill => pill.TextContent.Trim()));
        Assert.Equal(page.FindAll(".chart > [role=img]").Count, page.FindAll("[data-role]").Select(chart => chart.GetAttribute("data-role")).Distinct().Count());
    }

    [Fact]
    public void Two_renderings_show_the_same_figures()
    {
        string[] Text() => [.. Open().FindAll("td, dd, .value, .headline").Select(part => part.TextContent)];

        Assert.Equal(Text(), Text());
    }

    private IRenderedComponent<GalleryPage> Open() => Render<GalleryPage>();

    private static IEnumerable<Type> Components(params Type[] roomsOf) => typeof(GalleryPage).Assembly.GetTypes()
        .Where(type => typeof(IComponent).IsAssignableFrom(type) && !type.IsAbstract && roomsOf.Any(room => room.Namespace == type.Namespace));

    private static Type Plain(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
