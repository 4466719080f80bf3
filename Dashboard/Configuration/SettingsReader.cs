using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Dashboard.Configuration;

/// <summary>A section of the configuration as an object.</summary>
/// <param name="Fresh">Makes one with nothing configured.</param>
internal sealed record SettingSection(string Name, Func<object> Values, Func<object> Fresh);

/// <summary>One setting in force.</summary>
/// <param name="Key">As in appsettings.json, for example <c>Storage:Retention</c>.</param>
/// <param name="Value">As it would be written there; a secret's is not told.</param>
/// <param name="Usual">What it is when nothing sets it.</param>
/// <param name="Source">What sets it: a file's name, "environment", "command line"; null when nothing does.</param>
public sealed record Setting(string Key, string Value, string Usual, string? Source);

/// <summary>The settings in force and what set them. They are read at the start: a change needs a restart.</summary>
public sealed class SettingsReader
{
    private static readonly string[] SecretWords = ["Password", "Secret", "Token", "ApiKey", "Credential", "ConnectionString"];

    private readonly IEnumerable<SettingSection> _sections;
    private readonly IConfiguration _configuration;

    internal SettingsReader(IEnumerable<SettingSection> sections, IConfiguration configuration) =>
        (_sections, _configuration) = (sections, configuration);

    /// <summary>By section and name; of plain values only.</summary>
    public IReadOnlyList<Setting> Read() =>
        [.. from section in _sections
            orderby section.Name
            let values = section.Values()
            let fresh = section.Fresh()
            where values is not IDictionary
            from property in values.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.GetIndexParameters().Length == 0
            orderby section.Name, property.Name
            let key = $"{section.Name}:{property.Name}"
            select new Setting(key, Print(property, values), Print(property, fresh), SourceOf(key))];

    /// <summary>The last provider that has a value wins, as in the configuration itself.</summary>
    private string? SourceOf(string key)
    {
        if (_configuration is not IConfigurationRoot root)
        {
            return null;
        }

        var provider = root.Providers.LastOrDefault(candidate => candidate.TryGet(key, out _) || candidate.GetChildKeys([], key).Any());
        return provider switch
        {
            null => null,
            FileConfigurationProvider file => file.Source.Path,
            _ => provider.GetType().Name switch
            {
                "EnvironmentVariablesConfigurationProvider" => "environment",
                "CommandLineConfigurationProvider" => "command line",
                "ChainedConfigurationProvider" => "host",
                _ => "program",
            },
        };
    }

    private static string Print(PropertyInfo property, object owner) =>
        SecretWords.Any(word => property.Name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? "not shown" : Print(property.GetValue(owner));

    private static string Print(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        TimeSpan length => length.ToString("c", CultureInfo.InvariantCulture),
        IEnumerable many => string.Join(", ", many.Cast<object?>().Select(Print)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
