using System.IO.Hashing;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>
/// One event as read from the wire, before any of it is allowed to change what the process knows. Reused from event to
/// event: its buffers grow to the largest valid event (<see cref="EventLimits"/>) and stay.
/// </summary>
internal sealed class EventDraft
{
    private byte[] _text = new byte[1024]; // Bounded by EventLimits: longer texts are refused before they are copied.
    private int _textLength;
    private AttributeDraft[] _attributes = new AttributeDraft[16]; // Bounded by EventLimits.

    /// <summary>Members met so far, null ones included.</summary>
    public EventField Seen { get; set; }

    /// <summary>Members met so far that had a value.</summary>
    public EventField Present { get; set; }

    public EventType Type { get; set; }

    public bool IsFailed { get; set; }

    public TextSpan Id { get; set; }

    public TextSpan Model { get; set; }

    public TextSpan Version { get; set; }

    /// <summary>The version, once the event is being admitted.</summary>
    public ModelVersion? ModelVersion { get; set; }

    public TextSpan Error { get; set; }

    public OutcomeDraft Prediction { get; set; }

    public OutcomeDraft GroundTruth { get; set; }

    /// <summary>UTC ticks; meaningful when <see cref="EventField.Timestamp"/> is present.</summary>
    public long EventTicks { get; set; }

    /// <summary>NaN when absent.</summary>
    public double Score { get; set; }

    /// <summary>-1 when absent.</summary>
    public long LatencyMicros { get; set; }

    public Span<AttributeDraft> Attributes => _attributes.AsSpan(0, AttributeCount);

    public int AttributeCount { get; private set; }

    /// <summary>The first rule broken; null while the event is valid.</summary>
    public EventProblem? Problem { get; private set; }

    /// <summary>JSON pointer to where <see cref="Problem"/> was found.</summary>
    public string ProblemPointer { get; private set; } = "";

    /// <summary>The member name being read, when it was written with escapes.</summary>
    public byte[] UnescapedName { get; } = new byte[EventLimits.NameCharacters * 4];

    public void Reset()
    {
        _textLength = 0;
        AttributeCount = 0;
        Seen = Present = EventField.None;
        Type = EventType.Prediction;
        IsFailed = false;
        Id = Model = Version = Error = default;
        ModelVersion = null;
        Prediction = GroundTruth = default;
        EventTicks = 0;
        Score = double.NaN;
        LatencyMicros = -1;
        Problem = null;
        ProblemPointer = "";
    }

    /// <summary>Notes a broken rule; the first one is reported.</summary>
    public void Fail(EventProblem problem, string pointer)
    {
        if (Problem is null)
        {
            Problem = problem;
            ProblemPointer = pointer;
        }
    }

    public void FailUnknown(ReadOnlySpan<byte> name)
    {
        if (Problem is null)
        {
            Fail(EventProblem.UnknownProperty, JsonPointer.To("", name));
        }
    }

    /// <summary>Notes what outranks every rule of a single field: the text is no JSON.</summary>
    public void FailOver(EventProblem problem)
    {
        Problem = problem;
        ProblemPointer = "";
    }

    public void Fail(EventProblem problem, EventField field) => Fail(problem, EventFields.Pointer(field));

    public bool Has(EventField field) => (Present & field) != 0;

    public ReadOnlySpan<byte> Text(TextSpan span) => _text.AsSpan(span.Offset, span.Length);

    /// <summary>Room for text at the end of the draft's; follow with <see cref="CommitText"/>.</summary>
    public Span<byte> ReserveText(int size)
    {
        if (_textLength + size > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_textLength + size, _text.Length * 2));
        }

        return _text.AsSpan(_textLength);
    }

    public TextSpan CommitText(int length)
    {
        var span = new TextSpan(_textLength, length);
        _textLength += length;
        return span;
    }

    public TextSpan AddText(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(ReserveText(utf8.Length));
        return CommitText(utf8.Length);
    }

    /// <summary>Adds an attribute; false when its group has the name already.</summary>
    public bool TryAddAttribute(AttributeDraft attribute)
    {
        attribute.NameHash = XxHash3.HashToUInt64(Text(attribute.Name));
        foreach (ref readonly var other in Attributes)
        {
            if (other.NameHash == attribute.NameHash && other.Group == attribute.Group)
            {
                return false;
            }
        }

        if (AttributeCount == _attributes.Length)
        {
            Array.Resize(ref _attributes, AttributeCount * 2);
        }

        _attributes[AttributeCount++] = attribute;
        return true;
    }
}
