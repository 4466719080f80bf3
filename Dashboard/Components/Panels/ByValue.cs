using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>
/// A component that shows its parameters and nothing else, rendered only when one of them is another by value; Blazor itself compares
/// plain numbers and texts alone. Content given to it cannot be compared, and counts as another each time.
/// </summary>
public abstract class ByValue : ComponentBase
{
    private readonly List<object?> _shown = []; // One per parameter, in the order of the markup.
    private bool _isShown;

    public override Task SetParametersAsync(ParameterView parameters) =>
        IsAnother(parameters) ? base.SetParametersAsync(parameters) : Task.CompletedTask;

    private bool IsAnother(ParameterView parameters)
    {
        var (isAnother, count) = (!_isShown, 0);
        _isShown = true;
        foreach (var parameter in parameters)
        {
            if (count == _shown.Count)
            {
                _shown.Add(null);
                isAnother = true;
            }

            isAnother |= parameter.Value is RenderFragment || !Equals(_shown[count], parameter.Value);
            _shown[count++] = parameter.Value;
        }

        return isAnother;
    }
}
