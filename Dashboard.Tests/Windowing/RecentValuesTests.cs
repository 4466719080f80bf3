using CsCheck;
using Dashboard.Core.Windowing;
using Xunit;

namespace Dashboard.Tests.Windowing;

public class RecentValuesTests
{
    [Fact]
    public void It_agrees_with_a_list_under_any_operations()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Select(Gen.Int[0, 4], Gen.ULong[1, 30], Gen.Int[0, 99]).List[1, 200]).Sample((capacity, steps) =>
        {
            var values = new RecentValues<int>(capacity);
            var model = new List<(ulong Key, int Value)>();
            foreach (var (kind, key, value) in steps)
            {
                var at = model.FindIndex(held => held.Key == key);
                if (kind == 0)
                {
                    values.Remove(key);
                    model.RemoveAll(held => held.Key == key);
                }
                else if (at >= 0)
                {
                    values.Change(key, value, static (_, changed) => changed);
                    model[at] = (key, value);
                }
                else
                {
                    values.Add(key, value);
                    model.Add((key, value));
                }

                if (model.Count > capacity)
                {
                    model.RemoveAt(0);
                }

                Assert.Equal(model.Select(held => held.Value).Reverse(), values.NewestFirst(capacity));
            }
        }, iter: 500);
    }

    [Fact]
    public void What_was_pushed_out_does_not_come_back()
    {
        var values = new RecentValues<int>(3);
        for (var i = 1; i <= 5; i++)
        {
            values.Add((ulong)i, i);
        }

        values.Remove(4);
        Assert.Equal([5, 3], values.NewestFirst(3));
        values.Remove(1);
        values.Add(6, 6);
        values.Add(7, 7);
        Assert.Equal([7, 6, 5], values.NewestFirst(3));
    }
}
