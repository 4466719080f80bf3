namespace Dashboard.Core.Ingestion;

/// <summary>The member <c>type</c> of an event.</summary>
internal enum EventType : byte
{
    Prediction = 0,
    GroundTruth,

    /// <summary>Takes back the ground truth in force.</summary>
    Retraction,
}
