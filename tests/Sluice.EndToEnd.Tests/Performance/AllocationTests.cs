// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Repository;

namespace Sluice.EndToEnd.Tests.Performance;

/// <summary>Holds what the benchmarks allocate, which their program counts, against what is expected: <c>bench/Sluice.Benchmarks/allocations.json</c>.</summary>
public sealed class AllocationTests
{
    // Less than one small object a call: buffers are now and then taken anew, and code that is compiled anew needs fewer objects.
    private const double Tolerance = 1.05;
    private const int SmallObject = 64;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Benchmarks_ShouldAllocateNoMoreThanExpected()
    {
        var file = Path.Combine(RepositoryFiles.Root, "bench", "Sluice.Benchmarks", "allocations.json");
        var expected = Read(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        var counted = Read(await CountAsync());

        counted.Keys.ShouldBe(expected.Keys, "Each benchmark stands in allocations.json, which the program writes anew: dotnet run --project bench/Sluice.Benchmarks -- allocations");
        var exceeded = counted.Where(count => count.Value > (expected[count.Key] * Tolerance) + SmallObject)
            .Select(count => $"{count.Key}: {count.Value} bytes, not {expected[count.Key]}");
        exceeded.ShouldBeEmpty();

        // What is ours of a thousand records of 100 bytes, beside what Confluent.Kafka takes: 1.3 times their bytes, in this build and its tolerance.
        (counted["BatchReading.RecordReaderAsync"] - counted["BatchReading.Native"]).ShouldBeLessThan(130_000);
        (counted["RequestParsing.ProduceRequest"] + counted["BatchWriting.RecordWriterAsync"] - counted["BatchWriting.NativeAsync"]).ShouldBeLessThan(132_000);
    }

    private static SortedDictionary<string, long> Read(string json) =>
        new(JsonSerializer.Deserialize<Dictionary<string, long>>(json)!, StringComparer.Ordinal);

    private static async Task<string> CountAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(RepositoryFiles.Root, "artifacts", "bin", "Sluice.Benchmarks", configuration, "Sluice.Benchmarks.dll");
        var start = new ProcessStartInfo("dotnet", [program, "allocations"]) { RedirectStandardOutput = true };

        // What is expected was counted with it: with what it learns, the compiler keeps some objects off the heap.
        start.Environment["DOTNET_TieredPGO"] = "1";
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            process.ExitCode.ShouldBe(0);
            return output;
        }
        finally
        {
            process.Kill();
        }
    }
}
