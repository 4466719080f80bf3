using Dashboard.Core.Comparison;
using Dashboard.Core.Exchange;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Exchange;

public sealed class ShadowTrafficTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly EventLog _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Pairs_take_the_truth_of_either_and_every_id_has_one_place()
    {
        Answer("first told", "yes", "no");
        Answer("second told", "yes", "yes");
        Answer("both told", "no", "yes");
        Answer("neither right", "no", "no");
        Answer("open", "yes", "yes");
        Answer("torn", "yes", "no");
        Answer("failed", "yes", null);
        _log.EndRun();
        Predict("alone", "yes");
        Predict("shadow alone", "yes", "s");
        Predict("shadow alone 2", "yes", "s");
        _log.Predict("other model", "yes", "n", time: Noon);
        Truth("first told", "yes");
        Truth("second told", "yes", "s");
        Truth("both told", "yes");
        Truth("both told", "yes", "s");
        Truth("neither right", "yes", "s");
        Truth("torn", "yes");
        Truth("torn", "no", "s");
        Truth("failed", "yes");
        Truth("alone", "yes");

        var reading = await ReadAsync();

        Assert.Equal(new SharedCounts(Pairs: 4, Unlabelled: 1, Unanswered: 1, Conflicting: 1, OnlyFirst: 1, OnlySecond: 2), reading.Counts);
        Assert.Equal(new PairedCounts(BothRight: 1, OnlyFirstRight: 1, OnlySecondRight: 1, BothWrong: 1), reading.Outcomes);
        Assert.Equal((0.5, 0.5, 0.0), (reading.Quality.First.Value, reading.Quality.Second.Value, reading.Quality.Difference.Value));
        Assert.Equal(1, reading.ExactP);
    }

    [Fact]
    public async Task A_correction_of_one_side_settles_a_conflict_or_makes_one()
    {
        Answer("settled", "yes", "no");
        Answer("made", "yes", "no");
        Truth("settled", "no");
        Truth("settled", "yes", "s");
        Truth("made", "yes");
        Truth("made", "yes", "s");
        Assert.Equal((1, 1), await PairsAndConflictsAsync());

        Truth("settled", "yes");
        Truth("made", "no", "s");
        Assert.Equal((1, 1), await PairsAndConflictsAsync());
        Assert.Equal(new PairedCounts(0, 1, 0, 0), (await ReadAsync()).Outcomes);

        Truth("made", "yes", "s");
        Assert.Equal((2, 0), await PairsAndConflictsAsync());

        async Task<(long, long)> PairsAndConflictsAsync() => (await ReadAsync()).Counts is var counts ? (counts.Pairs, counts.Conflicting) : default;
    }

    [Fact]
    public async Task A_retraction_leaves_the_truth_of_the_other_side_or_none()
    {
        Answer("told to both", "yes", "no");
        Answer("told to one", "yes", "no");
        Truth("told to both", "yes");
        Truth("told to both", "no", "s");
        Truth("told to one", "yes");
        _log.Truth("told to both", null, "s", Noon);
        _log.Truth("told to one", null, "m", Noon);

        var reading = await ReadAsync();

        Assert.Equal((1, 1, 0), (reading.Counts.Pairs, reading.Counts.Unlabelled, reading.Counts.Conflicting));
        Assert.Equal(new PairedCounts(0, 1, 0, 0), reading.Outcomes);
    }

    [Fact]
    public async Task Of_predictions_the_first_of_an_id_counts_of_truths_the_last_and_ids_are_told_apart_by_case()
    {
        Predict("a", "yes");
        Predict("a", "no"); // Stored after the first was forgotten.
        Predict("a", "yes", "s");
        Predict("A", "no", "s");
        Truth("a", "no");
        Truth("a", "yes");

        var reading = await ReadAsync();

        Assert.Equal(new PairedCounts(1, 0, 0, 0), reading.Outcomes);
        Assert.Equal((0, 1), (reading.Counts.OnlyFirst, reading.Counts.OnlySecond));
    }

    [Fact]
    public async Task Labels_are_the_same_by_their_text_whatever_each_model_numbers_them()
    {
        Predict("unused", "c", "s");
        Predict("unused 2", "b", "s");
        Answer("one", "b", "b");
        Answer("two", "c", "b");
        Truth("one", "b");
        Truth("two", "c", "s");

        Assert.Equal(new PairedCounts(1, 1, 0, 0), (await ReadAsync()).Outcomes);
    }

    /// <summary>Of pairs by the order in which their prediction, the other and the truth in force came.</summary>
    [Fact]
    public async Task Pairs_are_in_the_order_in_which_they_became_known()
    {
        var (first, second) = (_log.Catalog.GetOrAdd("m")!, _log.Catalog.GetOrAdd("s")!);
        var ids = new SharedIds(first, second);
        Truth("early truth", "1");
        Predict("early truth", "1");
        Answer("corrected", "2", "2");
        Answer("said again", "3", "3");
        Truth("corrected", "x");
        Truth("said again", "3");
        Answer("told twice", "4", "4");
        Truth("told twice", "4", "s");
        Predict("early truth", "1", "s"); // The last that was missing.
        Truth("corrected", "2");
        Truth("said again", "3");
        Truth("told twice", "4");

        await FeedAsync(ids);
        var (counts, pairs) = ids.Pair();

        Assert.Equal(["3", "4", "1", "2"], pairs.Select(pair => pair.Truth.Label));
        Assert.Equal([8L, 11, 12, 13], pairs.Select(pair => pair.Known));
        Assert.Equal(new SharedCounts(4, 0, 0, 0, 0, 0), counts);
    }

    [Fact]
    public async Task Evidence_gathers_in_the_order_of_the_labels()
    {
        for (var i = 0; i < 200; i++)
        {
            Answer($"{i}", i % 2 == 0 ? "yes" : "no", i % 2 == 0 ? "no" : "yes");
        }

        // First all that the shadow got right, then all that it got wrong.
        foreach (var i in Enumerable.Range(0, 200).OrderBy(i => i % 2 == 0))
        {
            Truth($"{i}", "yes", i % 3 == 0 ? "s" : "m");
        }

        var reading = await ReadAsync();

        Assert.Equal(-ShadowComparison.LogEvidence(new PairedCounts(0, 0, 100, 0)), Math.Log(reading.Result.PValue), 1e-9);
        Assert.Equal(0, reading.Result.Difference.Value);
    }

    [Fact]
    public async Task Versions_and_the_window_narrow_both_sides()
    {
        foreach (var (version, at) in new[] { ("1", Noon), ("2", Noon), ("2", Noon.AddHours(1)), ("2", Noon.AddTicks(-1)) })
        {
            var id = $"{version} {at:O}";
            _log.Predict(id, "yes", version: version, time: at);
            _log.Predict(id, "yes", "s", version, at);
            Truth(id, "yes");
        }

        Assert.Equal(2, (await ReadAsync()).Counts.Pairs);
        Assert.Equal(new SharedCounts(1, 0, 0, 0, 0, 1), (await ReadAsync(version: "2")).Counts);
        Assert.Equal(ComparedVersions.ByAccuracy("m 2", "s"), (await ReadAsync(version: "2")).Compared);
    }

    [Fact]
    public async Task Numbers_are_compared_by_how_far_off_each_is()
    {
        _log.Catalog.GetOrAdd("m")!.DecideKind(OutcomeKind.Number);
        _log.Catalog.GetOrAdd("s")!.DecideKind(OutcomeKind.Number);
        for (var i = 0; i < 300; i++)
        {
            Answer($"{i}", $"{10 + (i % 3)}", $"{10 - (i % 2)}"); // Off by 0, 1, 2 and by 0, 1.
            Truth($"{i}", "10", i % 2 == 0 ? "m" : "s");
        }

        var reading = await ReadAsync();

        Assert.Null(reading.Outcomes);
        Assert.Equal((1.0, 0.5), (Math.Round(reading.Quality.First.Value!.Value, 12), Math.Round(reading.Quality.Second.Value!.Value, 12)));
        Assert.Equal(-0.5, reading.Result.Difference.Value!.Value, 1e-12);
        Assert.Equal(ComparisonVerdict.Better, reading.Result.Verdict);
        Assert.Equal(0.05, reading.Compared.Delta, 1e-12);
    }

    [Fact]
    public async Task Too_many_predictions_are_refused_with_their_number()
    {
        for (var i = 0; i < 6; i++)
        {
            Answer($"{i}", "yes", "yes");
        }

        Assert.Equal(6, (await ReadAsync(maxRows: 12)).Counts.Unlabelled);
        var refusal = await Assert.ThrowsAsync<TooManyRowsException>(() => ReadAsync(maxRows: 11));
        Assert.Contains("12 predictions; at most 11", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_received_long_before_the_window_is_not_read()
    {
        for (var i = 0; i < 100_000; i++)
        {
            if (i % 1_000 == 0)
            {
                _log.EndRun();
            }

            _log.Predict($"old{i}", time: Noon.AddDays(-1));
        }

        Truth("a", "yes"); // In the last run before the window, some of which is old.
        Answer("a", "yes", "no");

        Assert.Equal(1, (await ReadAsync()).Counts.Pairs);
        Assert.InRange(_log.Reads, 1, 50);
    }

    private void Answer(string id, string? first, string? second)
    {
        Predict(id, first);
        Predict(id, second, "s");
    }

    private void Predict(string id, string? outcome, string model = "m") =>
        _log.Predict(id, outcome, model, time: Noon, error: outcome is null ? "timeout" : null);

    private void Truth(string id, string outcome, string model = "m") => _log.Truth(id, outcome, model, Noon);

    private async Task FeedAsync(SharedIds ids)
    {
        using var run = (await _log.ReadAsync(1, default, Cancel))!;
        foreach (var kind in new[] { EventKind.Prediction, EventKind.GroundTruth })
        {
            var cursor = new RunCursor(run, new SequenceRange(1, run.LastSequence));
            while (cursor.MoveNext())
            {
                if (cursor.Kind != kind)
                {
                    continue;
                }

                if (kind == EventKind.Prediction)
                {
                    ids.Add(run.Events, run.Events.Predictions[cursor.Row], cursor.Sequence);
                }
                else
                {
                    ids.Add(run.Events, run.Events.GroundTruths[cursor.Row], cursor.Sequence);
                }
            }
        }
    }

    private Task<ShadowReading> ReadAsync(string? version = null, int maxRows = 1_000)
    {
        var query = new ShadowQuery(
            _log.Catalog.GetOrAdd("m")!, version, _log.Catalog.GetOrAdd("s")!, null, Noon, Noon.AddHours(1), TimeSpan.FromMinutes(10));
        return new ShadowTraffic(_log, query, _log.Catalog.FieldNames, maxRows).ReadAsync(Cancel);
    }
}
