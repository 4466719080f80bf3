using Dashboard.Core.Storage;

namespace Dashboard.Core.Baselines;

/// <summary>Learns something of the models from stored events, besides everything else.</summary>
public interface ILearner
{
    /// <summary>In plain words, what stays as it is when it fails.</summary>
    string Subject { get; }

    /// <summary>Looks at every model whose time has come. One caller at a time.</summary>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    Task LearnAsync(CancellationToken cancel);
}
