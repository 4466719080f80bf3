using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>
/// How many values are at or below an edge: a sketch bucket that an edge cuts is shared out evenly over its width.
/// Edges must rise from call to call.
/// </summary>
internal struct CountBelow(ExpSketch sketch)
{
    private int _bucket = sketch.BucketRange.Low;
    private long _below = sketch.ZeroCount;

    public long At(double edge)
    {
        while (_bucket <= sketch.BucketRange.High && ExpSketch.UpperBound(_bucket, sketch.Scale) <= edge)
        {
            _below += sketch[_bucket++];
        }

        if (_bucket > sketch.BucketRange.High)
        {
            return _below;
        }

        var low = ExpSketch.UpperBound(_bucket - 1, sketch.Scale);
        var share = (edge - low) / (ExpSketch.UpperBound(_bucket, sketch.Scale) - low);
        return _below + (share <= 0 ? 0 : (long)Math.Round(share * sketch[_bucket]));
    }
}
