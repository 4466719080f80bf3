namespace Dashboard.Core.Comparison;

/// <summary>
/// The strongest evidence seen over all looks. For a test martingale E, P(max E >= 1 / alpha) is at most alpha (Ville 1939),
/// so p = min(1, 1 / max E) is valid at every look and never rises again.
/// </summary>
/// <param name="strongest">ln of the evidence to go on from, for one that was saved.</param>
public sealed class RunningEvidence(double strongest = 0)
{
    /// <summary>ln of the largest E so far, at least 0.</summary>
    public double Strongest { get; private set; } = Math.Max(0, strongest);

    public double PValue => Math.Exp(-Strongest);

    public void Observe(double logEvidence) => Strongest = Math.Max(Strongest, logEvidence);
}
