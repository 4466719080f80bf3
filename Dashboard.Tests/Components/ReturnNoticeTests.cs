using Bunit;
using Dashboard.Components.Layout;
using Dashboard.ViewState;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class ReturnNoticeTests : UiTest
{
    private static readonly Absence Restart = new(TimeSpan.FromSeconds(42), ReturnKind.ServerRestarted);

    [Fact]
    public void It_speaks_into_a_region_that_was_there_and_leaves_after_a_while()
    {
        var notice = Open();
        Assert.Equal(("status", "polite"), (notice.Find(".return").GetAttribute("role"), notice.Find(".return").GetAttribute("aria-live")));
        Assert.Empty(notice.Find(".return").TextContent.Trim());

        Tell(notice);
        Assert.Equal(Restart.Words, notice.Find(".return p").TextContent);
        Time.Advance(TimeSpan.FromSeconds(15));

        notice.WaitForAssertion(() => Assert.Empty(notice.FindAll(".return p")));
    }

    [Fact]
    public void It_waits_for_who_points_at_it_and_for_who_is_in_it()
    {
        var notice = Open();
        Tell(notice);
        notice.Find(".return").MouseEnter();
        Time.Advance(TimeSpan.FromMinutes(5));
        notice.Find(".return").FocusIn();
        notice.Find(".return").MouseLeave();
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotEmpty(notice.FindAll(".return p"));

        notice.Find(".return").FocusOut();
        Time.Advance(TimeSpan.FromSeconds(15));

        notice.WaitForAssertion(() => Assert.Empty(notice.FindAll(".return p")));
    }

    [Fact]
    public void It_can_be_sent_away()
    {
        var notice = Open();
        Tell(notice);

        notice.Find("[aria-label=Dismiss]").Click();

        Assert.Empty(notice.FindAll(".return p"));
    }

    private IRenderedComponent<ReturnNotice> Open() => Render<ReturnNotice>();

    private void Tell(IRenderedComponent<ReturnNotice> notice) =>
        notice.InvokeAsync(() => Services.GetRequiredService<CircuitConnection>().Tell(Restart));
}
