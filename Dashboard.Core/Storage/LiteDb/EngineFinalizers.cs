using System.Collections;
using System.Reflection;
using LiteDB.Engine;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// A transaction that failed halfway throws in its finalizer ("discarded page must be writable", "share counter must be > 0"),
/// and an exception there ends the process: a full disk or a damaged page would kill the server minutes later. LiteDB 5.0.20
/// (pinned) offers no way around it but this.
/// </summary>
internal static class EngineFinalizers
{
    private static readonly FieldInfo? Monitor = typeof(LiteEngine).GetField("_monitor", BindingFlags.Instance | BindingFlags.NonPublic);
    private static readonly PropertyInfo? Transactions = Monitor?.FieldType.GetProperty("Transactions");

    /// <summary>Takes the open transactions off the finalizer's list; committing and disposing release all they hold.</summary>
    public static void Suppress(LiteEngine engine)
    {
        if (Monitor?.GetValue(engine) is { } monitor && Transactions?.GetValue(monitor) is IEnumerable transactions)
        {
            foreach (var transaction in transactions)
            {
#pragma warning disable CA1816 // Not a Dispose of our own: see above.
                GC.SuppressFinalize(transaction);
#pragma warning restore CA1816
            }
        }
    }
}
