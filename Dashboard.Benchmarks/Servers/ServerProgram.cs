using Dashboard.Core.Ingestion;
using Dashboard.Core.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Benchmarks.Servers;

/// <summary>What a child process runs: the product, whole but for its intake.</summary>
internal static class ServerProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        var intake = Enum.Parse<IntakeKind>(args[0]);
        await using var app = DashboardApp.Create(args[1..], builder => Use(intake, builder));
        return await app.RunAsync();
    }

    private static void Use(IntakeKind intake, WebApplicationBuilder builder)
    {
        switch (intake)
        {
            case IntakeKind.None:
                builder.Services.AddSingleton<IEventIntake, ForgetfulIntake>();
                break;
            case IntakeKind.Documents:
                builder.Services.AddSingleton<IEventIntake>(services =>
                    new DocumentIntake(Path.Combine(services.GetRequiredService<StorageOptions>().Path!, "documents.db")));
                break;
        }
    }
}
