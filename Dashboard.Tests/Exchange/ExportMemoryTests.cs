using Dashboard.Core.Exchange;
using Dashboard.Core.Exchange.Csv;
using Dashboard.Core.Predictions;
using Dashboard.Tests.Hosting;
using Xunit;

namespace Dashboard.Tests.Exchange;

[Collection(nameof(AloneTests))]
public sealed class ExportMemoryTests : IDisposable
{
    private const int Rows = 300_000;
    private const long MostBytes = 32 * 1024 * 1024;

    private readonly EventLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_large_export_stays_within_its_memory()
    {
        for (var i = 0; i < Rows; i++)
        {
            _log.Predict($"prediction {i}", "yes", latencyMs: i % 100, attributes: [(AttributeGroup.Feature, "amount", (double)i), (AttributeGroup.Segment, "country", "DE")]);
            _log.Truth($"prediction {i}", "no");
            if (i % 8_192 == 0)
            {
                _log.EndRun();
            }
        }

        using var destination = new MeasuringStream();
        var export = await EventExport.PrepareAsync(_log, new EventSelection(), _log.Catalog.FieldNames, new ExportOptions(), TestContext.Current.CancellationToken);
        await PredictionCsv.WriteAsync(export, destination, trailer: true, TestContext.Current.CancellationToken);

        Assert.Equal(Rows, export.Rows);
        Assert.True(destination.Length > 20_000_000);
        Assert.InRange(destination.PeakBytes, 0, MostBytes);
        TestContext.Current.SendDiagnosticMessage($"export of {Rows} rows, {destination.Length} bytes: peak {destination.PeakBytes / 1024} KiB above the start");
    }

    /// <summary>Forgets what is written and looks at the live heap every 4 MiB.</summary>
    private sealed class MeasuringStream : Stream
    {
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private long _nextLook;
        private long _length;

        public long PeakBytes { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            if (_length >= _nextLook)
            {
                _nextLook = _length + (4 * 1024 * 1024);
                PeakBytes = Math.Max(PeakBytes, GC.GetTotalMemory(forceFullCollection: true) - _before);
            }

            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("exports write asynchronously");
    }
}
