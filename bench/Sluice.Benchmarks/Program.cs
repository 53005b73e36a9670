// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Sluice.Benchmarks.Allocations;

if (args is ["allocations"])
{
    Console.WriteLine(JsonSerializer.Serialize(await AllocationCounter.CountAsync(), new JsonSerializerOptions { WriteIndented = true }));
    return;
}

// Two minutes, the default, do not suffice on a busy machine.
var config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
