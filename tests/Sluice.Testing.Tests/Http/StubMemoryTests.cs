// SPDX-License-Identifier: Apache-2.0

using CsCheck;
using Sluice.Testing.Http;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Tests.Http;

public sealed class StubMemoryTests
{
    private const int MaxCount = 50;
    private const long MaxBytes = 1_000;

    // Whenever somebody subscribes, they see every request from their number on exactly once, or are told that some are gone.
    [Fact]
    public void Memory_ShouldHaveNoGap_WheneverSomebodySubscribes() =>
        Gen.Select(Gen.Long[1, 100].Array[1, 200], Gen.Int[0, 200], Gen.Int[0, 200]).Sample((sizes, when, from) =>
        {
            var memory = new StubMemory(MaxCount, MaxBytes);
            var seen = new List<long>();
            var kept = Kept(sizes.Take(when).ToArray());
            var begin = Math.Min(from, Math.Min(when, sizes.Length));
            for (var i = 0; i <= sizes.Length; i++)
            {
                if (i == Math.Min(when, sizes.Length))
                {
                    memory.Count.ShouldBe(i);
                    if (begin < kept)
                    {
                        Should.Throw<HttpEndpointException>(() => memory.Subscribe(_ => { }, begin)).Message.ShouldContain($"only from {kept}");
                        return;
                    }

                    memory.Subscribe(request => seen.Add(request.Number), begin);
                }

                if (i < sizes.Length)
                {
                    memory.Add(Request(sizes[i]));
                }
            }

            seen.ShouldBe(Enumerable.Range(begin, sizes.Length - begin).Select(number => (long)number));
        });

    [Fact]
    public void Memory_ShouldTellNobody_WhoHasLeft()
    {
        var memory = new StubMemory(MaxCount, MaxBytes);
        var (left, stayed) = (0, 0);
        var leaving = memory.Subscribe(_ => left++, 0);
        memory.Subscribe(_ => stayed++, 0);
        memory.Add(Request(1));

        leaving.Dispose();
        leaving.Dispose();
        memory.Add(Request(1));

        (left, stayed).ShouldBe((1, 2));
    }

    [Fact]
    public void Memory_ShouldKeepTheLatest_EvenWhenItAloneIsTooLarge()
    {
        var memory = new StubMemory(MaxCount, MaxBytes);
        var seen = new List<long>();
        memory.Add(Request(1));
        memory.Add(Request(MaxBytes + 1));

        memory.Subscribe(request => seen.Add(request.Number), 1);

        seen.ShouldBe([1L]);
    }

    // The number of the first that is kept, told by hand.
    private static long Kept(long[] sizes)
    {
        var first = 0;
        for (var count = 1; count <= sizes.Length; count++)
        {
            while (count - first > MaxCount || (sizes[first..count].Sum() > MaxBytes && count - first > 1))
            {
                first++;
            }
        }

        return first;
    }

    private static StubRequest Request(long size) =>
        new() { Method = "GET", Path = "/", Candidate = new Candidate { Place = "GET /" }, ArrivedAt = default, Size = size };
}
