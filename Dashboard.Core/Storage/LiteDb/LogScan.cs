namespace Dashboard.Core.Storage.LiteDb;

/// <summary>What a log file holds, found by reading its frames one after another.</summary>
/// <param name="Whole">Frames up to and with the last one that confirms a transaction: what counts.</param>
/// <param name="TornFrames">Frames behind those, whole or begun, that are given up.</param>
/// <param name="CommitsBehind">Confirming frames behind the first one that is not valid.</param>
internal readonly record struct LogScan(long Whole, long TornFrames, int CommitsBehind)
{
    public static LogScan Read(IDurableFile file, ulong salt)
    {
        var frame = new byte[LogFrame.Size];
        long valid = 0, whole = 0;
        while (ReadFrame(file, frame, valid) && LogFrame.IsValid(frame, salt, valid))
        {
            valid++;
            if (LogFrame.Confirms(frame.AsSpan(LogFrame.HeadSize)))
            {
                whole = valid;
            }
        }

        var isTorn = LogFrame.BelongsTo(frame, salt);
        return new LogScan(whole, valid - whole + (isTorn ? 1 : 0), CountCommitsBehind(file, frame, salt, valid));
    }

    private static int CountCommitsBehind(IDurableFile file, byte[] frame, ulong salt, long damaged)
    {
        var commits = 0;
        for (var number = damaged + 1; ReadFrame(file, frame, number); number++)
        {
            commits += LogFrame.IsValid(frame, salt, number) && LogFrame.Confirms(frame.AsSpan(LogFrame.HeadSize)) ? 1 : 0;
        }

        return commits;
    }

    /// <summary>A frame cut off by the end of the file keeps its head, so that it can be told to be torn.</summary>
    private static bool ReadFrame(IDurableFile file, byte[] frame, long number)
    {
        Array.Clear(frame);
        return file.Read(frame, LogHeader.Size + number * LogFrame.Size) == LogFrame.Size;
    }
}
