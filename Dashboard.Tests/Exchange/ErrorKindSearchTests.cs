using Dashboard.Core.Exchange;
using Xunit;

namespace Dashboard.Tests.Exchange;

public sealed class ErrorKindSearchTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly EventLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Failures_of_the_selection_are_counted_by_their_text()
    {
        _log.Predict("a", null, time: Noon, error: "timeout");
        _log.Predict("b", null, time: Noon.AddMinutes(2), error: "timeout");
        _log.EndRun();
        _log.Predict("c", "yes", time: Noon, error: "late answer");
        _log.Predict("d", null, time: Noon, error: "");
        _log.Predict("e", "yes", time: Noon);
        _log.Predict("f", null, model: "other", time: Noon, error: "timeout");
        _log.Predict("g", null, version: "2", time: Noon, error: "timeout");
        _log.Truth("e", "no", time: Noon.AddMinutes(3));

        var kinds = await ReadAsync(new EventSelection { Model = "m", Version = "1" });

        Assert.Equal([new("timeout", 2, Noon.AddMinutes(2)), new("late answer", 1, Noon), new("", 1, Noon)], kinds.Kinds.OrderByDescending(kind => kind.Count).ThenByDescending(kind => kind.Text));
        Assert.Equal((4, 0, 8, Noon, true), (kinds.Failed, kinds.Folded, kinds.Examined, kinds.LookedBackTo, kinds.IsThrough));
    }

    [Fact]
    public async Task Of_too_many_texts_the_frequent_stay_whenever_they_began()
    {
        for (var i = 0; i < ErrorKindSearch.MostKinds + 10; i++)
        {
            _log.Predict($"p{i}", null, time: Noon.AddSeconds(i), error: $"timeout after {1_000 + i} ms");
        }

        for (var i = 0; i < 3; i++)
        {
            _log.Predict($"outage {i}", null, time: Noon.AddHours(1), error: "no answer");
        }

        var kinds = await ReadAsync(new EventSelection { Model = "m" });

        Assert.Equal(ErrorKindSearch.MostKinds, kinds.Kinds.Count);
        Assert.Equal((ErrorKindSearch.MostKinds + 13, 11), (kinds.Failed, kinds.Folded));
        Assert.Equal(kinds.Failed, kinds.Folded + kinds.Kinds.Sum(kind => kind.Count));
        Assert.Equal(new ErrorKind("no answer", 3, Noon.AddHours(1)), kinds.Kinds[0]);
    }

    [Fact]
    public async Task It_ends_where_the_selection_does_and_says_where_it_looked_no_further()
    {
        for (var i = 0; i < 40_000; i++)
        {
            _log.Predict($"old{i}", null, time: Noon.AddDays(-1), error: "old");
        }

        _log.EndRun();
        _log.Predict("new", null, time: Noon, error: "new");

        var recent = await ReadAsync(new EventSelection { Model = "m", From = Noon.AddHours(-1) });
        Assert.Equal(new ErrorKind("new", 1, Noon), Assert.Single(recent.Kinds));
        Assert.True(recent.IsThrough);
        Assert.Equal(1 + 2 + 1, _log.Reads); // The oldest; both runs for the first span; one for the second, which is all old.

        for (var i = 0; i < ErrorKindSearch.Look + 20_000; i++)
        {
            _log.Truth($"old{i}", "yes", time: Noon.AddHours(1)); // Late labels by the hundred thousand.
        }

        var cut = await ReadAsync(new EventSelection { Model = "m" });
        Assert.Equal((0, false, Noon.AddHours(1)), (cut.Failed, cut.IsThrough, cut.LookedBackTo));
        Assert.InRange(cut.Examined, ErrorKindSearch.Look, ErrorKindSearch.Look + 20_000);
    }

    private Task<ErrorKinds> ReadAsync(EventSelection selection)
    {
        var query = new RowQuery(_log.Catalog.GetOrAdd("m")!, selection, RowFilter.None, TimeSpan.FromMinutes(10));
        return new ErrorKindSearch(_log, query, _log.Catalog.FieldNames).ReadAsync(TestContext.Current.CancellationToken);
    }
}
