using Dashboard.Core.Exchange;

namespace Dashboard.Components.Gallery;

/// <summary>What went wrong, in every state of its panel.</summary>
internal static class GalleryErrors
{
    private static readonly DateTimeOffset Now = GalleryFigures.Now;

    public static readonly IReadOnlyList<(string State, ErrorKinds Kinds)> States =
    [
        ("errors by their text, cut off", new(
            [
                new("feature store timeout", 1_204, Now), new("", 37, Now.AddMinutes(-4)),
                new("could not parse the answer of the model server: unexpected end of input at position 4,096 of the body that came back", 9, Now.AddMinutes(-9)),
            ],
            1_262, 12, 200_704, Now.AddMinutes(-41), IsThrough: false)),
        ("no error", new([], 0, 0, 1_820, Now.AddMinutes(-41), IsThrough: true)),
        ("no error as far as was looked", new([], 0, 0, 200_704, Now.AddMinutes(-2), IsThrough: false)),
    ];
}
