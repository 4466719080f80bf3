using System.IO.Hashing;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>
/// Hash of everything a prediction event says except its id (and model, which is part of its identity), the same in every
/// process. The order of members, segments and features does not matter; an absent timestamp differs from any given one.
/// </summary>
internal static class EventFingerprint
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const long AbsentTimestamp = -1;

    /// <param name="predicted">The prediction as its canonical label or digits; empty when absent.</param>
    /// <param name="truth">The inline ground truth likewise.</param>
    public static uint Of(EventDraft draft, ReadOnlySpan<byte> version, ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth)
    {
        var hash = XxHash3.HashToUInt64(version);
        hash = Mix(hash, XxHash3.HashToUInt64(predicted));
        hash = Mix(hash, XxHash3.HashToUInt64(truth));
        hash = Mix(hash, (ulong)(draft.Has(EventField.Timestamp) ? draft.EventTicks : AbsentTimestamp));
        hash = Mix(hash, BitConverter.DoubleToUInt64Bits(draft.Score));
        hash = Mix(hash, (ulong)draft.LatencyMicros);
        if (draft.IsFailed)
        {
            hash = Mix(hash, XxHash3.HashToUInt64(draft.Text(draft.Error)));
        }

        hash = Mix(hash, OfAttributes(draft));
        return (uint)(hash ^ (hash >> 32));
    }

    /// <summary>A sum, so that order does not matter.</summary>
    private static ulong OfAttributes(EventDraft draft)
    {
        var sum = 0UL;
        foreach (ref readonly var attribute in draft.Attributes)
        {
            var value = attribute.Type switch
            {
                AttributeType.Text => XxHash3.HashToUInt64(draft.Text(attribute.Text)),
                AttributeType.Number => BitConverter.DoubleToUInt64Bits(attribute.Number),
                _ => 0UL,
            };
            var name = attribute.NameHash + (((ulong)attribute.Group << 2 | (ulong)attribute.Type) * Golden);
            sum += Mix(name, value);
        }

        return sum;
    }

    /// <summary>The finaliser of splitmix64 (Steele, Lea, Flood 2014) over both values.</summary>
    private static ulong Mix(ulong hash, ulong value)
    {
        var mixed = (hash * Golden) ^ value;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
