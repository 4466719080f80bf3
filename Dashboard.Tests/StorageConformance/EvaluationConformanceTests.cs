using Dashboard.Core.Storage;
using Xunit;

namespace Dashboard.Tests.StorageConformance;

public abstract partial class StorageConformanceTests
{
    [Fact]
    public async Task EvaluationsComeBackByModelAndOldestFirst()
    {
        var stored = new List<StoredEvaluation>();
        for (var i = 0; i < 30; i++)
        {
            stored.Add(Evaluation(i, i % 3 == 0 ? "fraud" : "fraud\u00E9", new byte[i * 40_000]));
            await Storage.Evaluations.SaveAsync(stored[i], [], Cancel);
        }

        await ReopenAsync();
        var list = await Storage.Evaluations.ListAsync("fraud", Cancel);
        Assert.Equal(stored.Where(e => e.Model == "fraud").Select(e => e.Id), list.Heads.Select(head => head.Id));
        Assert.Equal([(byte)3, 1], list.Heads[1].Head!.Value.ToArray());
        Assert.Equal(stored.Select(e => e.Id), (await Storage.Evaluations.ListAsync(null, Cancel)).Heads.Select(head => head.Id));
        Assert.Equal(stored[29].Content.ToArray(), (await Storage.Evaluations.LoadAsync(stored[29].Id, Cancel))!.Value.ToArray());
        Assert.Null(await Storage.Evaluations.LoadAsync(Guid.Empty, Cancel));
        Assert.Empty((await Storage.Evaluations.ListAsync("frau", Cancel)).Heads);
    }

    [Fact]
    public async Task EvaluationsAreForgottenWithTheCommitOfANewOne()
    {
        var (first, second, third) = (Evaluation(1, "a", [1]), Evaluation(2, "a", [2]), Evaluation(3, "b", [3]));
        foreach (var evaluation in new[] { first, third })
        {
            await Storage.Evaluations.SaveAsync(evaluation, [], Cancel);
        }

        await Storage.Evaluations.SaveAsync(second, [first.Id], Cancel);
        await Storage.Evaluations.DeleteAsync("b", second.Id, Cancel); // Of another model: nothing happens to it.
        await ReopenAsync();
        Assert.Equal([second.Id, third.Id], (await Storage.Evaluations.ListAsync(null, Cancel)).Heads.Select(head => head.Id));
        Assert.Null(await Storage.Evaluations.LoadAsync(first.Id, Cancel));
    }

    [Fact]
    public async Task ABaselineIsPinnedMovedAndGoesWithItsEvaluation()
    {
        var (first, second) = (Evaluation(1, "a", [1]), Evaluation(2, "a", [2]));
        await Storage.Evaluations.SaveAsync(first, [], Cancel);
        await Storage.Evaluations.SaveAsync(second, [], Cancel);
        await Storage.Evaluations.PinAsync("a", first.Id, Cancel);
        await Storage.Evaluations.PinAsync("a", second.Id, Cancel);
        await ReopenAsync();
        Assert.Equal(new KeyValuePair<string, Guid>("a", second.Id), Assert.Single((await Storage.Evaluations.ListAsync(null, Cancel)).Baselines));
        await Storage.Evaluations.DeleteAsync("a", first.Id, Cancel);
        Assert.Single((await Storage.Evaluations.ListAsync("a", Cancel)).Baselines);
        await Storage.Evaluations.DeleteAsync("a", second.Id, Cancel);
        await Storage.Evaluations.PinAsync("a", null, Cancel);
        Assert.Empty((await Storage.Evaluations.ListAsync("a", Cancel)).Baselines);
    }

    private static StoredEvaluation Evaluation(int number, string model, byte[] content) =>
        new(Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(number)), model, new[] { (byte)number, (byte)1 }, content);
}
