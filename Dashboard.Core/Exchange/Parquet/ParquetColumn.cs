using System.Globalization;
using System.Numerics;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace Dashboard.Core.Exchange.Parquet;

/// <summary>One column of the row group that is being read.</summary>
internal abstract class ParquetColumn
{
    private readonly byte[] _scratch = new byte[64];

    /// <summary>Null for types that are not read.</summary>
    public static ParquetColumn? For(DataField field) => field switch
    {
        { IsArray: true } or { MaxRepetitionLevel: > 0 } => null,
        { ClrType: var type } when type == typeof(string) || type == typeof(ReadOnlyMemory<char>) => new TextColumn(field),
        { ClrType: var type } when type == typeof(double) => new NumberColumn<double>(field),
        { ClrType: var type } when type == typeof(float) => new NumberColumn<float>(field),
        { ClrType: var type } when type == typeof(long) => new NumberColumn<long>(field),
        { ClrType: var type } when type == typeof(int) => new NumberColumn<int>(field),
        { ClrType: var type } when type == typeof(short) => new NumberColumn<short>(field),
        { ClrType: var type } when type == typeof(sbyte) => new NumberColumn<sbyte>(field),
        { ClrType: var type } when type == typeof(byte) => new NumberColumn<byte>(field),
        { ClrType: var type } when type == typeof(ushort) => new NumberColumn<ushort>(field),
        { ClrType: var type } when type == typeof(uint) => new NumberColumn<uint>(field),
        { ClrType: var type } when type == typeof(ulong) => new NumberColumn<ulong>(field),
        { ClrType: var type } when type == typeof(decimal) => new NumberColumn<decimal>(field),
        { ClrType: var type } when type == typeof(bool) => new BooleanColumn(field),
        { ClrType: var type } when type == typeof(DateTime) => new InstantColumn(field),
        _ => null,
    };

    public abstract Task LoadAsync(ParquetRowGroupReader group, int rows, CancellationToken cancel);

    public abstract bool TryNumber(long row, out double value);

    public abstract ReadOnlySpan<byte> Text(long row);

    protected ReadOnlySpan<byte> Format<T>(T value, string? format)
        where T : IUtf8SpanFormattable =>
        value.TryFormat(_scratch, out var length, format, CultureInfo.InvariantCulture) ? _scratch.AsSpan(0, length) : default;

    /// <summary>Values of a fixed size, null where there are none.</summary>
    private abstract class ValueColumn<T>(DataField field) : ParquetColumn
        where T : struct
    {
        private T?[] _values = [];

        public sealed override async Task LoadAsync(ParquetRowGroupReader group, int rows, CancellationToken cancel)
        {
            _values = _values.Length == rows ? _values : new T?[rows];
            if (field.IsNullable)
            {
                await group.ReadAsync<T>(field, _values.AsMemory(), null, cancel);
                return;
            }

            var plain = new T[rows];
            await group.ReadAsync<T>(field, plain.AsMemory(), null, cancel);
            for (var i = 0; i < rows; i++)
            {
                _values[i] = plain[i];
            }
        }

        public override bool TryNumber(long row, out double value)
        {
            value = 0;
            return false;
        }

        public sealed override ReadOnlySpan<byte> Text(long row) => _values[row] is { } value ? Write(value) : default;

        protected T? At(long row) => _values[row];

        protected abstract ReadOnlySpan<byte> Write(T value);
    }

    private sealed class NumberColumn<T>(DataField field) : ValueColumn<T>(field)
        where T : struct, INumberBase<T>
    {
        public override bool TryNumber(long row, out double value)
        {
            value = At(row) is { } number ? double.CreateTruncating(number) : 0;
            return At(row) is not null;
        }

        protected override ReadOnlySpan<byte> Write(T value) => Format(value, null);
    }

    private sealed class BooleanColumn(DataField field) : ValueColumn<bool>(field)
    {
        protected override ReadOnlySpan<byte> Write(bool value) => value ? "true"u8 : "false"u8;
    }

    private sealed class InstantColumn(DataField field) : ValueColumn<DateTime>(field)
    {
        protected override ReadOnlySpan<byte> Write(DateTime value) => Format(DateTime.SpecifyKind(value, DateTimeKind.Utc), "O");
    }

    private sealed class TextColumn(DataField field) : ParquetColumn
    {
        private string?[] _values = [];
        private byte[] _utf8 = new byte[1_024];

        public override async Task LoadAsync(ParquetRowGroupReader group, int rows, CancellationToken cancel)
        {
            _values = new string?[rows];
            await group.ReadAsync(field, _values.AsMemory(), null, cancel);
        }

        public override bool TryNumber(long row, out double value) =>
            double.TryParse(_values[row], NumberStyles.Float, CultureInfo.InvariantCulture, out value);

        public override ReadOnlySpan<byte> Text(long row)
        {
            var text = _values[row] ?? "";
            if (3 * text.Length > _utf8.Length)
            {
                _utf8 = new byte[3 * text.Length];
            }

            return _utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8));
        }
    }
}
