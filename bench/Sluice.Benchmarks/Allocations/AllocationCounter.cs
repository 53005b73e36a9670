// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using BenchmarkDotNet.Attributes;
using Sluice.Benchmarks.Consumer;
using Sluice.Benchmarks.Matching;
using Sluice.Benchmarks.Producer;
using Sluice.Benchmarks.Reading;
using Sluice.Benchmarks.Writing;

namespace Sluice.Benchmarks.Allocations;

/// <summary>
/// Counts the bytes that one call of each benchmark allocates, on all threads together. That takes a second, not the minutes that times take,
/// so that a test holds them against what is expected: <c>allocations.json</c>.
/// </summary>
internal static class AllocationCounter
{
    private const int WarmUp = 50;
    private const int Calls = 200;
    private const int Repeats = 5;

    private static readonly Type[] Counted =
    [
        typeof(RequestParsing), typeof(ValueEncoding), typeof(ResponseWriting), typeof(CursorLookup), typeof(BatchReading), typeof(BatchWriting), typeof(RecordMatching),
    ];

    /// <summary>The bytes by <c>Class.Method</c>, with the value of a parameter in brackets.</summary>
    public static async Task<SortedDictionary<string, long>> CountAsync()
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var type in Counted)
        {
            var parameter = type.GetProperties().SingleOrDefault(property => property.IsDefined(typeof(ParamsAllValuesAttribute)));
            foreach (var value in parameter is null ? [null] : Enum.GetValues(parameter.PropertyType).Cast<object?>())
            {
                var benchmarks = Activator.CreateInstance(type)!;
                parameter?.SetValue(benchmarks, value);
                await CallAllAsync<GlobalSetupAttribute>(benchmarks);
                foreach (var method in MethodsWith<BenchmarkAttribute>(type))
                {
                    counts[value is null ? $"{type.Name}.{method.Name}" : $"{type.Name}.{method.Name}[{value}]"] = await CountAsync(benchmarks, method);
                }

                await CallAllAsync<GlobalCleanupAttribute>(benchmarks);
            }
        }

        return counts;
    }

    // The least of some turns: what other threads happen to do beside is not the benchmark's.
    private static async Task<long> CountAsync(object benchmarks, MethodInfo method)
    {
        var call = CallOf(benchmarks, method);
        for (var i = 0; i < WarmUp; i++)
        {
            await call();
        }

        var least = long.MaxValue;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Calls; i++)
            {
                await call();
            }

            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls);
        }

        return least;
    }

    private static async Task CallAllAsync<TAttribute>(object benchmarks)
        where TAttribute : Attribute
    {
        foreach (var method in MethodsWith<TAttribute>(benchmarks.GetType()))
        {
            await CallOf(benchmarks, method)();
        }
    }

    private static IEnumerable<MethodInfo> MethodsWith<TAttribute>(Type type)
        where TAttribute : Attribute => type.GetMethods().Where(method => method.IsDefined(typeof(TAttribute)));

    // Delegates of the methods' own types: reflection would allocate what is not theirs.
    private static Func<Task> CallOf(object benchmarks, MethodInfo method)
    {
        if (method.ReturnType.IsAssignableTo(typeof(Task)))
        {
            return method.CreateDelegate<Func<Task>>(benchmarks);
        }

        if (method.ReturnType == typeof(void))
        {
            var act = method.CreateDelegate<Action>(benchmarks);
            return () =>
            {
                act();
                return Task.CompletedTask;
            };
        }

        var wrap = typeof(AllocationCounter).GetMethod(nameof(Wrap), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(method.ReturnType);
        return (Func<Task>)wrap.Invoke(null, [benchmarks, method])!;
    }

    private static Func<Task> Wrap<T>(object benchmarks, MethodInfo method)
    {
        var call = method.CreateDelegate<Func<T>>(benchmarks);
        return () =>
        {
            _ = call();
            return Task.CompletedTask;
        };
    }
}
