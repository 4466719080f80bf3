using Dashboard.Core.Predictions;
using Dashboard.Tests.Windowing;

namespace Dashboard.Tests.Scenarios;

/// <summary>What a step of a <see cref="LabelLife"/> does.</summary>
internal enum LabelDeed
{
    Predict,
    Label,
    Retract,
    Wait,
}

/// <param name="Id">One of a few ids, or how long is waited.</param>
/// <param name="Value">Of the prediction or the ground truth.</param>
/// <param name="MinutesAgo">Of the event's own time.</param>
internal readonly record struct LabelStep(LabelDeed Deed, int Id, int Value, int MinutesAgo);

/// <summary>
/// Plays predictions, ground truths, corrections and retractions into a feed, and the events that are in force at the end into
/// another: of each id its prediction, and the last value of its label at the instant when this label first came.
/// </summary>
internal sealed class LabelLife(IReadOnlyList<LabelStep> steps, bool isRegression)
{
    private readonly Dictionary<int, int> _predicted = []; // Step of each id's prediction.
    private readonly Dictionary<int, (int Step, int Value)> _labels = []; // The label in force, and the step with which it came.

    private readonly object[] _values = isRegression ? [6.3, -11.0, 23.7] : ["no", "yes", "maybe"];

    public int Retractions { get; private set; }

    /// <summary>Everything as it happened. What each event does to its label is checked on the way.</summary>
    public EventFeed PlayAll()
    {
        var feed = NewFeed();
        foreach (var (i, step) in steps.Index())
        {
            switch (step.Deed)
            {
                case LabelDeed.Predict:
                    Predict(feed, step);
                    _predicted.TryAdd(step.Id, i);
                    break;
                case LabelDeed.Label:
                    var isNew = !_labels.TryGetValue(step.Id, out var known);
                    Require(isNew || known.Value != step.Value, Label(feed, step, step.Value));
                    _labels[step.Id] = (isNew ? i : known.Step, step.Value);
                    break;
                case LabelDeed.Retract:
                    var wasThere = _labels.Remove(step.Id);
                    Require(wasThere, feed.Retract(IdOf(step)));
                    Require(false, feed.Retract(IdOf(step)));
                    Retractions += wasThere ? 1 : 0;
                    break;
                default:
                    Wait(feed, step);
                    break;
            }

            feed.Commit();
        }

        return feed;
    }

    /// <summary>Only what is in force at the end, each at its time.</summary>
    public EventFeed PlayInForce()
    {
        var feed = NewFeed();
        foreach (var (i, step) in steps.Index())
        {
            if (step.Deed == LabelDeed.Predict && _predicted[step.Id] == i)
            {
                Predict(feed, step);
            }
            else if (step.Deed == LabelDeed.Label && _labels.TryGetValue(step.Id, out var label) && label.Step == i)
            {
                Label(feed, step, label.Value);
            }
            else if (step.Deed == LabelDeed.Wait)
            {
                Wait(feed, step);
            }

            feed.Commit();
        }

        return feed;
    }

    /// <summary>Labels have the same codes in every feed.</summary>
    private EventFeed NewFeed()
    {
        var feed = new EventFeed();
        if (!isRegression)
        {
            Array.ForEach(_values, label => feed.Catalog.GetOrAdd("m")!.Labels.Intern((string)label));
        }

        return feed;
    }

    private void Predict(EventFeed feed, LabelStep step) => feed.Predict(
        IdOf(step), step.Id == 7 ? null : _values[step.Id % 3], AgoOf(feed, step), latencyMs: step.Id, version: step.Id % 2 == 0 ? "1" : "2",
        score: step.Id % 4 == 0 ? double.NaN : step.Id / 10.0, country: step.Id % 3 == 0 ? "DE" : null);

    private Verdict Label(EventFeed feed, LabelStep step, int value) => feed.Truth(IdOf(step), _values[value], AgoOf(feed, step));

    private static void Wait(EventFeed feed, LabelStep step) => feed.Time.Advance(TimeSpan.FromSeconds(step.Id * step.Id * step.Id * step.Value));

    private static DateTimeOffset AgoOf(EventFeed feed, LabelStep step) => feed.Time.GetUtcNow().AddMinutes(-step.MinutesAgo);

    private static string IdOf(LabelStep step) => $"p{step.Id}";

    private static void Require(bool isAccepted, Verdict verdict) =>
        Xunit.Assert.Equal(isAccepted ? Verdict.Accepted : Verdict.Duplicate, verdict);
}
