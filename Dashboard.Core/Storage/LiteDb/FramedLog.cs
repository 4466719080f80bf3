namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// LiteDB's log stream, made durable and honest: pages are kept in memory until the page that confirms their transaction
/// arrives, then go out in one write and one sync, each in a checksummed <see cref="LogFrame"/>. At open, LiteDB sees the
/// longest run of valid frames that ends with a confirming page, so a torn transaction vanishes as a whole. A checkpoint
/// starts a new epoch in the same file. (LiteDB by itself syncs every page and has no checksums: docs/decisions/0001.)
/// </summary>
internal sealed class FramedLog : PageStream
{
    /// <summary>A log that grew beyond this is cut back at the next epoch; a smaller one is overwritten in place.</summary>
    private const long MaxReuse = 64L << 20;

    /// <summary>Pages of one transaction held in memory; a larger one is spilled (unsynced) to the file.</summary>
    private const int MaxBufferedPages = 4096;

    private static readonly TimeSpan WriterDeadline = TimeSpan.FromSeconds(30);

    private readonly IDurableFile _file;
    private readonly Func<long> _owner;
    private readonly object _gate = new();
    private LogHeader _header;
    private byte[] _buffer = new byte[LogFrame.Size * 64];
    private int _buffered;
    private long _bufferStart;
    private long _length;
    private long _confirmed;
    private long _durable;
    private Exception? _failure;

    /// <param name="owner">Identity of the data file, asked for at each new epoch.</param>
    public FramedLog(IDurableFile file, Func<long> owner)
    {
        _file = file;
        _owner = owner;
        if (LogHeader.Read(file) is { } header)
        {
            _header = header;
            Recover();
        }
        else
        {
            StartEpoch();
        }

        _bufferStart = _length;
    }

    /// <summary>Bytes behind the last complete transaction that were given up at open.</summary>
    public long TornBytes { get; private set; }

    /// <summary>
    /// Transactions behind a damaged frame that are lost with it, though they were acknowledged. A power cut leaves at most
    /// one behind (never acknowledged: its write was under way), so one alone is not counted.
    /// </summary>
    public int LostCommits { get; private set; }

    /// <summary>Transactions handed over since open.</summary>
    public long Confirmed
    {
        get { lock (_gate) { return _confirmed; } }
    }

    public override long Length
    {
        get { lock (_gate) { return _length; } }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            if (Position >= _length)
            {
                return 0;
            }

            RequireWholePage(count);
            var page = buffer.AsSpan(offset, PageSize);
            if (Position >= _bufferStart)
            {
                FrameAt((int)((Position - _bufferStart) / PageSize))[LogFrame.HeadSize..].CopyTo(page);
            }
            else if (_file.Read(page, OffsetOf(Position) + LogFrame.HeadSize) != PageSize)
            {
                throw new StorageException("the log is shorter than it was");
            }

            Position += PageSize;
            return PageSize;
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            ThrowIfFailed();
            RequireWholePage(count);
            if (Position != _length)
            {
                throw new InvalidOperationException($"the log grows at its end only: at {Position}, expected {_length}");
            }

            var page = buffer.AsSpan(offset, PageSize);
            MakeRoom();
            LogFrame.Write(FrameAt(_buffered++), _header.Salt, _length / PageSize, page);
            _length += PageSize;
            Position += PageSize;
            if (LogFrame.Confirms(page))
            {
                _confirmed++;
            }
        }
    }

    /// <summary>LiteDB asks after every page; only a page that confirms a transaction is worth a sync.</summary>
    public override void Flush()
    {
        lock (_gate)
        {
            ThrowIfFailed();
            if (_confirmed > _durable)
            {
                Sync();
            }
        }
    }

    /// <summary>Makes everything written durable; called before the data file is touched.</summary>
    public void EnsureDurable()
    {
        lock (_gate)
        {
            ThrowIfFailed();
            if (_confirmed > _durable || _buffered > 0)
            {
                Sync();
            }
        }
    }

    /// <summary>Waits until the n-th transaction is durable: LiteDB may write it on a thread of its own.</summary>
    public void WaitDurable(long transactions)
    {
        lock (_gate)
        {
            while (_durable < transactions)
            {
                ThrowIfFailed();
                if (!Monitor.Wait(_gate, WriterDeadline))
                {
                    throw new StorageException($"a commit was not written within {WriterDeadline.TotalSeconds:N0} s");
                }
            }
        }
    }

    public override void SetLength(long value)
    {
        lock (_gate)
        {
            if (value != 0)
            {
                throw new NotSupportedException("the log is only ever emptied");
            }

            ThrowIfFailed();
            Guarded(StartEpoch);
        }
    }

    /// <summary>An empty log made before the data file had an identity is given it now.</summary>
    public void Adopt()
    {
        lock (_gate)
        {
            if (_length == 0 && _header.Owner != _owner())
            {
                Guarded(StartEpoch);
            }
        }
    }

    private void Recover()
    {
        var scan = LogScan.Read(_file, _header.Salt);
        LostCommits = scan.CommitsBehind > 1 ? scan.CommitsBehind : 0;
        TornBytes = scan.TornFrames * PageSize;
        _length = scan.Whole * PageSize;
        if (scan.Whole == 0)
        {
            // No checkpoint will start a new epoch, and left-over frames must never mix with new ones.
            StartEpoch();
        }
    }

    private void StartEpoch()
    {
        var header = LogHeader.NewEpoch(_owner());
        if (_file.Length > MaxReuse)
        {
            _file.SetLength(LogHeader.Size);
        }

        _file.Write(header.ToBytes(), 0);
        _file.Flush();
        _header = header;
        _length = 0;
        _bufferStart = 0;
        _buffered = 0;
    }

    private void MakeRoom()
    {
        if ((_buffered + 1) * LogFrame.Size <= _buffer.Length)
        {
            return;
        }

        if (_buffered >= MaxBufferedPages)
        {
            Guarded(Spill);
        }
        else
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }

    private void Sync() => Guarded(() =>
    {
        Spill();
        _file.Flush();
        _durable = _confirmed;
    });

    private void Spill()
    {
        if (_buffered > 0)
        {
            _file.Write(_buffer.AsSpan(0, _buffered * LogFrame.Size), OffsetOf(_bufferStart));
            _bufferStart += (long)_buffered * PageSize;
            _buffered = 0;
        }
    }

    /// <summary>A failure is remembered: LiteDB may swallow it on its writer thread, the commit must not.</summary>
    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure)
        {
            _failure = failure;
            throw;
        }
        finally
        {
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Throws what went wrong on whichever thread LiteDB wrote.</summary>
    public void ThrowIfFailed()
    {
        switch (_failure)
        {
            case null:
                return;
            case StorageException known:
                throw known;
            default:
                throw new StorageException("writing the log failed", _failure);
        }
    }

    private Span<byte> FrameAt(int index) => _buffer.AsSpan(index * LogFrame.Size, LogFrame.Size);

    private static long OffsetOf(long position) => LogHeader.Size + position / PageSize * LogFrame.Size;

    private static void RequireWholePage(int count)
    {
        if (count != PageSize)
        {
            throw new NotSupportedException("the log is read and written in whole pages");
        }
    }
}
