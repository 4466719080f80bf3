namespace Dashboard.Core.LateLabels;

/// <summary>
/// Linear sums: those of parts merge to those of the whole in any order, and may stand for a change, as when an old label
/// is taken off and a new one put on.
/// </summary>
public interface IMergeable<in T>
{
    void Merge(T other);
}
