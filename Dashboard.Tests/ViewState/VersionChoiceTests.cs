using CsCheck;
using Dashboard.ViewState;
using Xunit;

namespace Dashboard.Tests.ViewState;

public sealed class VersionChoiceTests
{
    private static readonly Gen<string> Name = Gen.String[Gen.Char[' ', '&'], 0, 1];

    [Theory]
    [InlineData("", "All versions")]
    [InlineData(" | ", "All versions")]
    [InlineData("2.1", "2.1")]
    [InlineData("2.1|2.2", "2.1 and 2.2")]
    [InlineData("2.1|2.2|3", "2.1 + 2 more")]
    [InlineData("2.1|2.1", "2.1")]
    [InlineData("1|2|3|4|5", "1 + 3 more")]
    public void A_link_never_fails_and_the_choice_has_words(string names, string words) => Assert.Equal(words, VersionChoice.Of(names.Split('|')).Words);

    [Fact]
    public void The_first_picked_stays_first_until_it_is_picked_again()
    {
        var picked = VersionChoice.All.Toggle("2").Toggle("3").Toggle("1");
        Assert.Equal(("2", "3, 1"), (picked.First, string.Join(", ", picked.Others)));

        Assert.Equal(VersionChoice.Of("3", "1"), picked.Toggle("2"));
        Assert.Same(VersionChoice.All, picked.Toggle("1").Toggle("2").Toggle("3"));
    }

    [Fact]
    public void There_are_never_more_than_fit_and_each_once() => Name.Array[0, 12].Sample(names =>
    {
        var picked = names.Aggregate(VersionChoice.All, (choice, name) => choice.Toggle(name));

        Assert.InRange(picked.Names.Count, 0, VersionChoice.Most);
        Assert.Equal(picked.Names.Distinct(), picked.Names);
        Assert.DoesNotContain(picked.Names, string.IsNullOrWhiteSpace);
    });
}
