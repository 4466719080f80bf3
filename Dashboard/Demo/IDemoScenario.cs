namespace Dashboard.Demo;

/// <summary>One made-up model and its traffic.</summary>
internal interface IDemoScenario
{
    double PredictionsPerSecond { get; }

    /// <param name="sinceStart">Time of the story: it begins with the history, before the viewer arrives.</param>
    DemoCase Next(string id, DateTimeOffset at, TimeSpan sinceStart);
}
