using Dashboard.Core.Predictions;
using Dashboard.Core.Storage.LiteDb;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Faults;

/// <summary>A log that ends anywhere, or has a wrong byte anywhere: whole commits are there, no part of any other.</summary>
public sealed class TornLogTests
{
    private static readonly Lazy<Task<CrashedLog>> Crashed = new(() => CrashedLog.MakeAsync(5, 1, 40, 3, 200, 2, 7, 1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cut_at_any_byte_it_shows_the_commits_before_the_cut()
    {
        var crashed = await Crashed.Value;
        var lastTwo = crashed.Log.Length - (2 * LogFrame.Size);
        var cuts = Enumerable.Range(lastTwo, (2 * LogFrame.Size) + 1)
            .Concat(Enumerable.Range(0, lastTwo / 97).Select(i => i * 97).Where(cut => cut >= LogHeader.Size));
        foreach (var cut in cuts)
        {
            var whole = (cut - LogHeader.Size) / LogFrame.Size;
            using var log = new FramedLog(new LogInMemory(crashed.Log, cut), () => 1);
            RequirePages(crashed, log, crashed.PagesWithin(whole), $"cut at {cut}");
            Assert.Equal(0, log.LostCommits);
        }
    }

    [Fact]
    public async Task A_wrong_byte_in_any_frame_ends_it_there_and_lost_commits_are_counted()
    {
        var crashed = await Crashed.Value;
        var random = new Random(8);
        for (var frame = 0; frame < crashed.Frames; frame++)
        {
            var behind = Enumerable.Range(frame + 1, crashed.Frames - frame - 1).Count(crashed.Confirms);
            foreach (var offset in Enumerable.Range(0, 24).Select(_ => random.Next(LogFrame.Size)).Where(IsChecked))
            {
                var log = crashed.Log.ToArray();
                log[LogHeader.Size + (frame * LogFrame.Size) + offset] ^= (byte)random.Next(1, 256);
                using var framed = new FramedLog(new LogInMemory(log, log.Length), () => 1);
                RequirePages(crashed, framed, crashed.PagesWithin(frame), $"byte {offset} of frame {frame}");
                Assert.Equal(behind > 1 ? behind : 0, framed.LostCommits);
            }
        }
    }

    [Fact]
    public async Task The_engine_opens_a_cut_log_with_whole_commits_and_writes_on()
    {
        var crashed = await Crashed.Value;
        var random = new Random(9);
        var cuts = crashed.Commits.SelectMany(commit => new[] { commit.Length - 1, commit.Length, commit.Length + 1 })
            .Concat(Enumerable.Range(0, 20).Select(_ => random.Next(LogHeader.Size, crashed.Log.Length)))
            .Where(cut => cut <= crashed.Log.Length && cut >= crashed.Commits[0].Length);
        foreach (var cut in cuts)
        {
            await RequireEventsAsync(crashed.Data, crashed.Log[..cut], crashed.EventsWithin(cut));
        }
    }

    [Fact]
    public async Task The_engine_says_how_many_commits_a_damaged_log_lost()
    {
        var crashed = await Crashed.Value;
        var sound = crashed.Commits[3];
        var log = crashed.Log.ToArray();
        log[sound.Length + LogFrame.HeadSize + 100] ^= 4;
        var notices = await RequireEventsAsync(crashed.Data, log, sound.Events);
        var lost = crashed.Commits.Count - 4;
        Assert.Equal($"the log was damaged; up to {lost} commits behind the damage are lost", Assert.Single(notices));
    }

    [Fact]
    public async Task Frames_of_an_earlier_epoch_are_not_replayed()
    {
        var crashed = await Crashed.Value;
        var log = crashed.Log.ToArray();
        LogHeader.NewEpoch(DataStream.ReadIdentity(new LogInMemory(crashed.Data, crashed.Data.Length))).ToBytes().CopyTo(log, 0);
        Assert.Empty(await RequireEventsAsync(crashed.Data, log, []));
    }

    [Fact]
    public async Task A_log_of_another_database_is_set_aside_and_said_so()
    {
        var crashed = await Crashed.Value;
        var other = await CrashedLog.MakeAsync(6, 3, 30);
        using var directory = new TemporaryDirectory();
        var (first, _) = await OpenAsync(directory, crashed.Data, crashed.Log);
        Assert.Equal(crashed.Commits[^1].Events, first);

        var (second, notices) = await OpenAsync(directory, await File.ReadAllBytesAsync(directory.File(KnownDatabase.DataFile), Cancel), other.Log);
        Assert.Equal(first, second);
        var kept = Assert.Single(Directory.GetFiles(directory.Path, "dashboard.log.foreign-*"));
        Assert.Equal(other.Log, await File.ReadAllBytesAsync(kept, Cancel));
        Assert.Equal($"a log of another database lay in the data directory; it was moved to {kept}", Assert.Single(notices));
    }

    /// <summary>The second half of the checksum's seed and what it covers; the four zero bytes of a head carry nothing.</summary>
    private static bool IsChecked(int offset) => offset is < 16 or >= 24;

    private static void RequirePages(CrashedLog crashed, FramedLog log, int pages, string what)
    {
        Assert.True(pages * (long)PageStream.PageSize == log.Length, $"{what}: {log.Length / PageStream.PageSize} pages, expected {pages}");
        var page = new byte[PageStream.PageSize];
        log.Position = 0;
        for (var number = 0; number < pages; number++)
        {
            log.ReadExactly(page);
            Assert.True(page.AsSpan().SequenceEqual(crashed.Log.AsSpan(LogHeader.Size + (number * LogFrame.Size) + LogFrame.HeadSize, page.Length)), what);
        }
    }

    private static async Task<IReadOnlyList<string>> RequireEventsAsync(byte[] data, byte[] log, List<string> expected)
    {
        using var directory = new TemporaryDirectory();
        var (events, notices) = await OpenAsync(directory, data, log);
        Assert.Equal(expected, events);
        return notices;
    }

    private static async Task<(List<string> Events, IReadOnlyList<string> Notices)> OpenAsync(TemporaryDirectory directory, byte[] data, byte[] log)
    {
        await File.WriteAllBytesAsync(directory.File(KnownDatabase.DataFile), data, Cancel);
        await File.WriteAllBytesAsync(directory.File(KnownDatabase.LogFile), log, Cancel);
        var catalog = new ModelCatalog(new CatalogLimits());
        await using var storage = await KnownDatabase.EngineOn(directory.Path, catalog).OpenAsync(Cancel);
        var events = await EngineWorkload.ReadAllAsync(storage, catalog);
        await storage.Cells.SaveAsync(EngineWorkload.Cells(storage.Events.NextSequence - 1), Cancel);
        Assert.Equal((0, events.Count), (storage.Status.DamagedEvents, storage.Status.StoredEvents));
        return (events, storage.Status.Notices);
    }
}
