using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Dashboard.Configuration;

/// <summary>Tells failures to start that the person at the keyboard can repair from faults of ours.</summary>
internal static class StartupProblem
{
    /// <summary>EX_CONFIG of sysexits.h.</summary>
    public const int ExitCode = 78;

    /// <summary>Settings are out of range: one, or several at once.</summary>
    public static bool IsConfiguration(Exception failure) => failure is OptionsValidationException
        || (failure is AggregateException several && several.InnerExceptions.All(inner => inner is OptionsValidationException));

    /// <summary>One line for the console; null when it is none of these and deserves its stack trace.</summary>
    public static string? Describe(Exception failure) => failure switch
    {
        StartupRefusedException => failure.Message,
        OptionsValidationException invalid => "Configuration: " + string.Join(" ", invalid.Failures),
        AggregateException several when IsConfiguration(several) =>
            string.Join(" ", several.InnerExceptions.Select(Describe)),
        IOException { InnerException: AddressInUseException } =>
            $"{failure.Message} Stop the other program, or choose another port with --urls http://127.0.0.1:PORT.",
        _ when failure.InnerException is { } inner => Describe(inner),
        _ => null,
    };
}
