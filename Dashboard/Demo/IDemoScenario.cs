namespace Dashboard.Demo;

/// <summary>One made-up model and its traffic.</summary>
internal interface IDemoScenario
{
    double PredictionsPerSecond { get; }

    /// <param name="sinceArrival">Time of the story since the viewer arrived; negative in the history made up before.</param>
    DemoCase Next(string id, DateTimeOffset at, TimeSpan sinceArrival);
}
