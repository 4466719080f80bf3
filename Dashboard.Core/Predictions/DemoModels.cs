namespace Dashboard.Core.Predictions;

/// <summary>
/// The models of the built-in demo. Their names are reserved, so that demo data are known as such from the name alone:
/// after a crash, in an export, in any engine.
/// </summary>
public static class DemoModels
{
    public const string Fraud = "demo-fraud";

    public const string Demand = "demo-demand";

    /// <summary>Answers what <see cref="Demand"/> answers, unused.</summary>
    public const string DemandShadow = "demo-demand-shadow";

    public static bool Contains(string name) => name is Fraud or Demand or DemandShadow;
}
