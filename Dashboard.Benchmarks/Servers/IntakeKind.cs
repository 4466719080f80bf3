namespace Dashboard.Benchmarks.Servers;

/// <summary>What stands behind the event endpoint.</summary>
internal enum IntakeKind
{
    /// <summary>The product as it is.</summary>
    Durable,

    /// <summary>Nothing: the request is parsed, answered and forgotten.</summary>
    None,

    /// <summary>LiteDB used the obvious way: one document per event.</summary>
    Documents,
}
