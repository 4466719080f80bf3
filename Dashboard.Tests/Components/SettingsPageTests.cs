using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages;
using Dashboard.Components.Panels;
using Dashboard.Configuration;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.Memory;
using Dashboard.Core.Windowing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class SettingsPageTests : UiTest
{
    [Fact]
    public async Task Models_are_listed_with_what_their_events_decided()
    {
        var fraud = AddModel("fraud", OutcomeKind.Text, "v1", "v2");
        fraud.Labels.Intern("legit");
        fraud.Labels.Intern("fraud");
        AddModel("demand", OutcomeKind.Number, "v1");

        var page = Open();

        await Eventually(() => page.FindAll("table.settings tbody th a").Count == 2, "both models are listed");
        Assert.Equal(["Regression", "Binary classification"], page.FindAll("table.settings")[0].QuerySelectorAll("tbody tr td:nth-child(2)").Select(cell => cell.TextContent));
        Assert.Contains("v1, v2", page.Markup);
        Assert.Contains("last of two by name", page.Markup);
    }

    [Fact]
    public void The_declaration_to_copy_follows_the_choice()
    {
        var fraud = AddModel("fraud", OutcomeKind.Text, "v1");
        fraud.Labels.Intern("legit");
        fraud.Labels.Intern("fraud");
        var panel = Render<DeclarationPanel>(p => p.Add(d => d.Models, [fraud]));
        Assert.Contains("\"PositiveLabel\": \"fraud\"", panel.Find("#declaration").TextContent);

        panel.FindAll("select")[1].Change("legit");

        Assert.Contains("\"PositiveLabel\": \"legit\"", panel.Find("#declaration").TextContent);
    }

    [Fact]
    public void A_model_is_deleted_only_when_its_name_was_typed()
    {
        var provider = Render<MudDialogProvider>();
        var dialogs = Services.GetRequiredService<IDialogService>();
        _ = provider.InvokeAsync(() => dialogs.ShowAsync<RemoveModelDialog>("Delete?", new DialogParameters<RemoveModelDialog> { { d => d.Model, "fraud" } }));
        provider.WaitForElement(".danger");
        Assert.True(provider.Find(".danger").HasAttribute("disabled"));

        provider.Find(".mud-dialog input").Input("frau");
        Assert.True(provider.Find(".danger").HasAttribute("disabled"));
        provider.Find(".mud-dialog input").Input("fraud");

        Assert.False(provider.Find(".danger").HasAttribute("disabled"));
    }

    [Fact]
    public void Settings_say_what_set_them_and_secrets_are_not_told()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Test:Kept"] = "2.00:00:00" })
            .AddCommandLine(["--Test:ApiToken", "hunter2"]).Build();
        var values = new TestOptions();
        configuration.GetSection("Test").Bind(values);
        var settings = new SettingsReader([new SettingSection("Test", () => values, () => new TestOptions())], configuration).Read();

        var panel = Render<SettingsPanel>(p => p.Add(s => s.Settings, settings));

        Assert.Equal(new Setting("Test:Kept", "2.00:00:00", "1.00:00:00", "program"), settings.Single(s => s.Key == "Test:Kept"));
        Assert.Equal("command line", settings.Single(s => s.Key == "Test:ApiToken").Source);
        Assert.DoesNotContain("hunter2", panel.Markup);
        Assert.Null(settings.Single(s => s.Key == "Test:Most").Source);
        panel.Find("input[type=checkbox]").Change(true);
        Assert.Equal(2, panel.FindAll("tbody tr").Count);
        panel.Find("input[type=search]").Input("kept");
        Assert.Single(panel.FindAll("tbody tr"));
    }

    private IRenderedComponent<SettingsPage> Open()
    {
        Services.AddSingleton(new SettingsReader([], new ConfigurationBuilder().Build()));
        Services.AddSingleton(provider => new EventWriter(
            new MemoryStorageEngine(), Storage, provider.GetRequiredService<Projection>(), new IngestOptions(), new StorageOptions(), Time));
        return Render<SettingsPage>();
    }

    private sealed class TestOptions
    {
        public TimeSpan Kept { get; set; } = TimeSpan.FromDays(1);

        public int Most { get; set; } = 7;

        public string? ApiToken { get; set; }
    }
}
