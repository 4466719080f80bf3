using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using MudBlazor;

namespace Dashboard.Components.Panels;

/// <summary>Stored rows as text.</summary>
internal static class RowWords
{
    /// <summary>An en dash for none.</summary>
    public static string Of(RowValue? value) => value?.Label ?? NumberText.Value(value?.Number).ToString();

    /// <summary>Every digit or letter, for tooltips.</summary>
    public static string Exact(RowValue? value) => value?.Label ?? NumberText.Exact(value?.Number);

    /// <summary>Predicted minus ground truth with its sign; numbers only.</summary>
    public static string Error(StoredRow row) => row is not { Predicted.Number: { } predicted, Truth.Number: { } truth }
        ? Quantity.Missing.ToString()
        : $"{(predicted < truth ? NumberText.Minus : predicted > truth ? "+" : "")}{NumberText.Value(Math.Abs(predicted - truth))}";

    public static (string Icon, string Word) Sign(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Wrong => (Icons.Material.Outlined.Close, "Wrong"),
        RowOutcome.Right => (Icons.Material.Outlined.Check, "Right"),
        RowOutcome.Failed => (Icons.Material.Outlined.ErrorOutline, "Failed"),
        RowOutcome.Unlabelled => (Icons.Material.Outlined.HourglassEmpty, "Unlabelled"),
        _ => (Icons.Material.Outlined.Check, "Labelled"),
    };
}
