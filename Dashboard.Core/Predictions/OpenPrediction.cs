using System.Runtime.InteropServices;

namespace Dashboard.Core.Predictions;

/// <summary>What is remembered of a prediction for joining ground truth and recognising duplicates: 44 bytes with its key.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)] // 8-byte packing would add 4 bytes to each of millions.
public struct OpenPrediction
{
    /// <summary>0 marks an empty slot.</summary>
    public ulong Key;

    public long EventTicks;
    public Outcome Predicted;

    /// <summary>The ground truth in force; <see cref="Outcome.None"/> until one arrives.</summary>
    public Outcome Truth;

    public uint Fingerprint;

    /// <summary><see cref="ModelVersion.Index"/> of its version.</summary>
    public int VersionIndex;

    /// <summary>Next slot + 1 in the same hash bucket; 0 at the end. Kept by <see cref="PredictionIndex"/>.</summary>
    internal int Next;
}
