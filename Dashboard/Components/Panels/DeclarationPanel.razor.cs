using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Core.Predictions;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Writes section <c>Models</c> of the configuration for one model.</summary>
public sealed partial class DeclarationPanel
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Section = "Models";

    private Model? _model;
    private IReadOnlyList<string> _labels = [];
    private string? _label;

    [Parameter, EditorRequired]
    public IReadOnlyList<Model> Models { get; set; } = [];

    private string Snippet
    {
        get
        {
            var entry = new JsonObject { ["Kind"] = _model?.IsRegression == true ? "regression" : "classification" };
            if (_label is not null)
            {
                entry["PositiveLabel"] = _label;
            }

            return new JsonObject { [Section] = new JsonObject { [_model?.Name ?? ""] = entry } }.ToJsonString(Indented);
        }
    }

    protected override void OnParametersSet()
    {
        if (_model is null || !Models.Contains(_model))
        {
            Pick(Models.Count > 0 ? Models[0].Name : null);
        }
    }

    private void Pick(string? name)
    {
        _model = Models.FirstOrDefault(model => model.Name == name);
        _labels = _model is null or { IsRegression: true } ? [] : [.. _model.Labels.ToList().Order(StringComparer.Ordinal)];
        _label = _model?.PositiveLabel ?? (_labels.Count > 0 ? _labels[0] : null);
    }
}
