using System.Text;
using Dashboard.Core.Evaluations;
using Dashboard.Tests.Hosting;
using Dashboard.Core.Exchange.Csv;

namespace Dashboard.Tests.Evaluations;

[Collection(nameof(AloneTests))]
public sealed class EvaluationMemoryTests(ITestOutputHelper output)
{
    private const int BytesPerRow = 48;

    [Fact]
    public Task A_file_is_read_in_the_memory_of_its_columns() => ReadAsync(20_000_000);

    [Fact]
    [Trait("Category", "Long")]
    public Task A_large_file_is_read_in_the_memory_of_its_columns() => ReadAsync(200_000_000);

    private async Task ReadAsync(int bytes)
    {
        var rows = bytes / BytesPerRow;
        using var file = new MadeUpFile(rows);
        await using var table = await CsvTable.OpenAsync(file, TestContext.Current.CancellationToken);
        var map = ColumnMap.Of(table.Columns, new ColumnChoice());
        var read = await TableRows.ReadAsync(
            table, map, EvaluationKind.Classification, new EvaluationOptions(), new EvaluationProgress(DateTimeOffset.UnixEpoch, null), TestContext.Current.CancellationToken);

        Assert.Equal(rows, read.Rows);
        Assert.Equal(0, read.Rejected.Count);
        Assert.InRange(file.PeakBytes, 0, (12L * rows) + 16_000_000); // Two labels of two bytes, a score of eight; buffers.
        output.WriteLine($"{rows} rows of {BytesPerRow} bytes: peak {file.PeakBytes / 1_000_000.0:F1} MB above the start");
    }

    /// <summary>Rows that are made when they are read; looks at the live heap every 4 MB.</summary>
    private sealed class MadeUpFile(int rows) : Stream
    {
        private const long LookEvery = 4_000_000;

        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private readonly byte[] _header = [.. "id,prediction,ground_truth,score,note\n"u8];
        private long _position;
        private long _nextLook;

        public long PeakBytes { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => _header.Length + ((long)rows * BytesPerRow);

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (_position > _nextLook)
            {
                PeakBytes = Math.Max(PeakBytes, GC.GetTotalMemory(forceFullCollection: true) - _before);
                _nextLook = _position + LookEvery;
            }

            var written = 0;
            if (_position == 0)
            {
                _header.CopyTo(buffer);
                written = _header.Length;
                _position = written;
            }

            while (_position < Length && buffer.Length - written >= BytesPerRow)
            {
                var row = (_position - _header.Length) / BytesPerRow;
                written += Encoding.ASCII.GetBytes($"{row:D10},{row % 2},{row % 3 % 2},{row % 1_000 / 1_000.0:0.000},".PadRight(BytesPerRow - 1, 'x') + "\n", buffer[written..]);
                _position += BytesPerRow;
            }

            return written;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
