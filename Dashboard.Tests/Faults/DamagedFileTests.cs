namespace Dashboard.Tests.Faults;

/// <summary>
/// A data file that a medium has damaged never lies, never stops the product and loses nothing unsaid: what it says it has is
/// what was written, what it has not is counted, and events are taken again.
/// </summary>
public sealed class DamagedFileTests(ITestOutputHelper output)
{
    private const int ShownFailures = 20;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task<KnownDatabase>> Known = new(KnownDatabase.MakeAsync);

    [Theory]
    [InlineData(DamageKind.BitFlip, 60)]
    [InlineData(DamageKind.ZeroedSector, 20)]
    [InlineData(DamageKind.ZeroedPage, 20)]
    [InlineData(DamageKind.Garbage, 20)]
    [InlineData(DamageKind.MisplacedPage, 20)]
    [InlineData(DamageKind.CutOff, 12)]
    public Task Damage_is_told_and_the_rest_is_served(DamageKind kind, int times) => DamageAsync(kind, 0, times);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(DamageKind.BitFlip, 3_000)]
    [InlineData(DamageKind.ZeroedSector, 500)]
    [InlineData(DamageKind.ZeroedPage, 500)]
    [InlineData(DamageKind.Garbage, 1_000)]
    [InlineData(DamageKind.MisplacedPage, 1_000)]
    [InlineData(DamageKind.CutOff, 300)]
    public Task Damage_is_told_and_the_rest_is_served_many_times(DamageKind kind, int times) => DamageAsync(kind, 1_000, times);

    private async Task DamageAsync(DamageKind kind, int first, int times)
    {
        var known = await Known.Value;
        var endings = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var failures = new List<string>();
        foreach (var damage in Enumerable.Range(first, times).Select(number => new Damage(kind, number)))
        {
            try
            {
                using var life = new DamagedLife(known, damage);
                var ending = await life.LiveAsync().WaitAsync(Deadline);
                endings[ending] = endings.GetValueOrDefault(ending) + 1;
            }
            catch (Exception failure)
            {
                failures.Add($"{damage}: {failure}");
            }
        }

        output.WriteLine(string.Join("; ", endings.Select(ending => $"{ending.Value} {ending.Key}")));
        Assert.True(failures.Count == 0, $"{failures.Count} of {times}\n{string.Join('\n', failures.Take(ShownFailures))}");
    }
}
