using Dashboard.Core.Ingestion;
using Dashboard.Core.Storage;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Ingestion;

/// <summary>The writer when storage fails, fills up or closes.</summary>
public sealed class EventWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_commit_is_refused_and_a_retry_counts_once(bool storedAfterAll)
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        await rig.SendAsync("a", "b");
        FailOnce(rig, storedAfterAll, new StorageException("the disk hiccuped"));

        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() => rig.SendAsync("c", "d", "e"));
        Assert.Equal((503, "storage_failed"), (refusal.Status, refusal.Code));
        Assert.True(refusal.RetryAfter > TimeSpan.Zero);
        await rig.UntilAsync(WriterPhase.Ready);
        var reply = await rig.SendAsync("c", "d", "e");

        Assert.Equal(storedAfterAll ? (0, 3) : (3, 0), (reply.Accepted, reply.Duplicates));
        Assert.Equal((5, 5 + reply.Duplicates), (rig.Writer.Ledger.Accepted, rig.Writer.Ledger.Received));
        Assert.Equal(5, rig.Snapshot().Traffic.Predictions);
        await RequireRestartChangesNothingAsync(rig);
    }

    [Fact]
    public async Task While_memory_is_rebuilt_the_figures_of_before_are_shown()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        await rig.SendAsync("a", "b");
        var shown = new List<long>();
        rig.Writer.PhaseChanged += _ => shown.Add(rig.Snapshot().Traffic.Predictions);
        FailOnce(rig, storedAfterAll: false, new StorageException("the disk hiccuped"));

        await Assert.ThrowsAsync<RequestRefusedException>(() => rig.SendAsync("c"));
        await rig.UntilAsync(WriterPhase.Ready);

        Assert.Equal([2, 2, 2], shown); // Suspended, restoring, ready.
        await rig.SendAsync("d");
        Assert.Equal(3, rig.Snapshot().Traffic.Predictions);
    }

    [Fact]
    public async Task A_full_disk_is_waited_out()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        rig.Engine.Free = 0;
        FailOnce(rig, storedAfterAll: false, new StorageFullException("no room left"));

        Assert.Equal("storage_full", (await Assert.ThrowsAsync<RequestRefusedException>(() => rig.SendAsync("a"))).Code);
        await rig.UntilAsync(WriterPhase.Suspended);
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(WriterPhase.Suspended, rig.Writer.State.Phase);
        rig.Engine.Free = long.MaxValue;
        await rig.UntilAsync(WriterPhase.Ready);

        Assert.Equal(1, (await rig.SendAsync("a")).Accepted);
    }

    [Fact]
    public async Task Little_space_refuses_before_it_is_too_late_and_ends_by_itself()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        await rig.SendAsync("a");
        rig.Engine.Free = 1;
        await rig.UntilAsync(WriterPhase.Suspended);

        Assert.Equal("storage_low", (await Assert.ThrowsAsync<RequestRefusedException>(() => rig.SendAsync("b"))).Code);
        Assert.Equal(1, rig.Snapshot().Traffic.Predictions);
        rig.Engine.Free = long.MaxValue;
        await rig.UntilAsync(WriterPhase.Ready);
        Assert.Equal(1, (await rig.SendAsync("b")).Accepted);
    }

    [Fact]
    public async Task Lost_durability_ends_the_process_with_70()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        FailOnce(rig, storedAfterAll: true, new DurabilityLostException("fdatasync failed"));

        Assert.Equal(503, (await Assert.ThrowsAsync<RequestRefusedException>(() => rig.SendAsync("a"))).Status);
        await rig.UntilAsync(WriterPhase.Failed);

        Assert.Equal(70, rig.Writer.State.ExitCode);
        Assert.Equal("storage_failed", (await Assert.ThrowsAsync<RequestRefusedException>(() => rig.SendAsync("b"))).Code);
    }

    [Fact]
    public async Task A_full_queue_refuses_the_newcomer_and_loses_nobody()
    {
        using var commit = new ManualResetEventSlim();
        await using var rig = new WriterRig(ingest: new IngestOptions { MaxQueuedEvents = 10 });
        await rig.StartAsync();
        rig.Engine.BeforeCommit = () => commit.Wait(Cancel);
        var replies = new List<Task<IngestReply>> { rig.SendAsync("first") };
        await Eventually.HoldsAsync("the first is being committed", () => rig.Writer.QueuedEvents == 0, cancel: Cancel);
        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(async () =>
        {
            for (var i = 0; ; i++)
            {
                rig.Writer.ThrowIfRefusing();
                replies.Add(rig.SendAsync($"{i}-a", $"{i}-b", $"{i}-c"));
            }
        });

        Assert.Equal((429, "queue_full"), (refusal.Status, refusal.Code));
        Assert.InRange(rig.Writer.QueuedEvents, 10, 10 + 3 + 2); // Rows of one request more, inline truths included.
        commit.Set();
        await Task.WhenAll(replies);
        Assert.Equal(1 + (3 * (replies.Count - 1)), rig.Writer.Ledger.Accepted);
    }

    [Fact]
    public async Task Stopping_stores_what_is_queued_and_a_restart_knows_it()
    {
        using var commit = new ManualResetEventSlim();
        await using var rig = new WriterRig();
        await rig.StartAsync();
        rig.Engine.BeforeCommit = () => commit.Wait(Cancel);
        var replies = new List<Task<IngestReply>> { rig.SendAsync("first") };
        await Eventually.HoldsAsync("the first is being committed", () => rig.Writer.QueuedEvents == 0, cancel: Cancel);
        replies.AddRange(Enumerable.Range(0, 20).Select(i => rig.SendAsync($"{i}-a", $"{i}-b")));
        var stopped = rig.StopAsync();
        commit.Set();
        await stopped;

        Assert.Equal(41, (await Task.WhenAll(replies)).Sum(reply => reply.Accepted));
        Assert.Equal(WriterPhase.Stopped, rig.Writer.State.Phase);
        await RequireRestartChangesNothingAsync(rig);
    }

    [Fact]
    public async Task A_saved_cell_of_an_unknown_format_is_counted_and_rebuilt()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        await rig.SendAsync("a", "b", "c");
        await rig.StopAsync();
        await using (var storage = await rig.Engine.OpenAsync(Cancel))
        {
            var saved = await storage.Cells.LoadAsync(Cancel);
            var strange = saved.Cells[0] with { Content = new byte[] { 99 } };
            await storage.Cells.SaveAsync(new CellChanges([], [strange], [], saved.CompleteThrough, saved.Ledger), Cancel);
        }

        await using var restarted = new WriterRig(rig);
        await restarted.StartAsync();

        Assert.Equal(1, restarted.Projection.Status.UnreadableCells);
        Assert.Equal(rig.Figures(), restarted.Figures().Replace("UnreadableCells = 1", "UnreadableCells = 0", StringComparison.Ordinal));
    }

    private static void FailOnce(WriterRig rig, bool storedAfterAll, StorageException failure)
    {
        void Fail()
        {
            (rig.Engine.BeforeCommit, rig.Engine.AfterCommit) = (null, null);
            throw failure;
        }

        if (storedAfterAll)
        {
            rig.Engine.AfterCommit = Fail;
        }
        else
        {
            rig.Engine.BeforeCommit = Fail;
        }
    }

    private static async Task RequireRestartChangesNothingAsync(WriterRig rig)
    {
        var live = rig.Figures();
        await rig.StopAsync();
        await using var restarted = new WriterRig(rig);
        await restarted.StartAsync();
        Assert.Equal(live, restarted.Figures());
        Assert.Equal(rig.Writer.Ledger.Received, restarted.Writer.Ledger.Received);
    }
}
