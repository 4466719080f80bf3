using System.IO.Hashing;
using LiteDB;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// LiteDB has no checksums: a flipped bit in a document comes back as another value. What is sealed is recognised instead.
/// </summary>
internal static class SealedDocument
{
    private const string Seal = "k";

    /// <summary>Adds the checksum of everything in the document.</summary>
    public static BsonDocument Sealed(this BsonDocument document)
    {
        document.Remove(Seal);
        document[Seal] = ChecksumOf(document);
        return document;
    }

    /// <summary>True when the document is as it was sealed. Takes the checksum off.</summary>
    public static bool IsIntact(this BsonDocument document)
    {
        var seal = document[Seal];
        document.Remove(Seal);
        return seal.IsInt64 && seal.AsInt64 == ChecksumOf(document);
    }

    private static long ChecksumOf(BsonDocument document) => (long)XxHash64.HashToUInt64(BsonSerializer.Serialize(document));
}
