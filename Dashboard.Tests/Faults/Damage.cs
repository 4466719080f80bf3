using System.Globalization;

namespace Dashboard.Tests.Faults;

/// <summary>How bytes on a medium go wrong without anybody being told.</summary>
public enum DamageKind
{
    /// <summary>One bit.</summary>
    BitFlip,

    /// <summary>A sector of 4 KiB reads as zeros.</summary>
    ZeroedSector,

    /// <summary>A page of 8 KiB reads as zeros.</summary>
    ZeroedPage,

    /// <summary>512 bytes of something else.</summary>
    Garbage,

    /// <summary>A page was written to another page's place.</summary>
    MisplacedPage,

    /// <summary>The end is gone.</summary>
    CutOff,
}

/// <summary>One damage, decided by its kind and number alone.</summary>
internal sealed record Damage(DamageKind Kind, int Number)
{
    private const int Sector = 4_096;
    private const int Page = 8_192;

    public byte[] Of(byte[] sound)
    {
        var random = new Random((Number * 16) + (int)Kind);
        var bytes = sound.ToArray();
        switch (Kind)
        {
            case DamageKind.BitFlip:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case DamageKind.ZeroedSector:
                bytes.AsSpan(random.Next(bytes.Length / Sector) * Sector, Sector).Clear();
                break;
            case DamageKind.ZeroedPage:
                bytes.AsSpan(random.Next(bytes.Length / Page) * Page, Page).Clear();
                break;
            case DamageKind.Garbage:
                random.NextBytes(bytes.AsSpan(random.Next(bytes.Length / 512) * 512, 512));
                break;
            case DamageKind.MisplacedPage:
                bytes.AsSpan(random.Next(bytes.Length / Page) * Page, Page).CopyTo(bytes.AsSpan(random.Next(bytes.Length / Page) * Page));
                break;
            default:
                Array.Resize(ref bytes, random.Next(bytes.Length));
                break;
        }

        return bytes;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Number}");
}
