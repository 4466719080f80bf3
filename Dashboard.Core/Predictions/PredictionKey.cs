using System.IO.Hashing;

namespace Dashboard.Core.Predictions;

/// <summary>The identity of a prediction, (model, id), as 64 bits: the same in every process, ordinal and case-sensitive.</summary>
public static class PredictionKey
{
    /// <summary>XXH3 of the id's UTF-8 bytes, seeded by the model's name. Never 0, so 0 can mark an empty slot.</summary>
    public static ulong Of(Model model, ReadOnlySpan<byte> id)
    {
        var hash = XxHash3.HashToUInt64(id, (long)model.NameHash);
        return hash == 0 ? 1 : hash;
    }
}
