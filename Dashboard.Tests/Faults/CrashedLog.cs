using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.LiteDb;
using Dashboard.Tests.Hosting;
using Dashboard.Tests.StorageConformance;

namespace Dashboard.Tests.Faults;

/// <summary>The two files of a process that was killed after a few commits, and what each of the commits held.</summary>
/// <param name="Commits">Length of the log right after each commit, and all events committed by then.</param>
internal sealed record CrashedLog(byte[] Data, byte[] Log, IReadOnlyList<(int Length, List<string> Events)> Commits)
{
    /// <summary>Complete frames: the log's last write ended with one.</summary>
    public int Frames => (Log.Length - LogHeader.Size) / LogFrame.Size;

    public static async Task<CrashedLog> MakeAsync(int seed, params int[] sizes)
    {
        using var directory = new TemporaryDirectory();
        var catalog = new ModelCatalog(new CatalogLimits());
        var source = new EventSource(catalog, seed);
        await using var storage = await KnownDatabase.EngineOn(directory.Path, catalog).OpenAsync(default);
        var logFile = directory.File(KnownDatabase.LogFile);
        var commits = new List<(int, List<string>)> { ((int)new FileInfo(logFile).Length, []) };
        var events = new List<string>();
        foreach (var size in sizes)
        {
            using var batch = new EventBatch();
            source.Fill(batch, size);
            var first = storage.Events.NextSequence;
            await storage.Events.AppendAsync(batch, IngestLedger.Empty, default);
            events.AddRange(EventText.Lines(batch, catalog, position => first + position));
            commits.Add(((int)new FileInfo(logFile).Length, [.. events]));
        }

        return new CrashedLog(
            await File.ReadAllBytesAsync(directory.File(KnownDatabase.DataFile)), await File.ReadAllBytesAsync(logFile), commits);
    }

    /// <summary>What must be there when this much of the log is sound.</summary>
    public List<string> EventsWithin(int length) => Commits.Last(commit => commit.Length <= length).Events;

    /// <summary>True when the frame is the last of a commit.</summary>
    public bool Confirms(int frame) =>
        LogFrame.Confirms(Log.AsSpan(LogHeader.Size + (frame * LogFrame.Size) + LogFrame.HeadSize, PageStream.PageSize));

    /// <summary>Pages of the commits that are whole when this many frames are sound.</summary>
    public int PagesWithin(int frames) => Enumerable.Range(0, frames).LastOrDefault(Confirms, -1) + 1;
}
