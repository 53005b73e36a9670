// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Embedded;
using Sluice.EndToEnd.Tests.Repository;
using Sluice.Testing.Cases;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>Runs the sample's cases as a user does, on an embedded cluster and store, with the services as processes.</summary>
internal static class SampleCases
{
    public static string Folder { get; } = Path.Combine(RepositoryFiles.Root, "samples", "orders-pipeline");

    public static string Pipeline { get; } = Path.Combine(Folder, "pipeline.yaml");

    public static IReadOnlyList<string> All { get; } = [.. Directory.EnumerateFiles(Path.Combine(Folder, "cases"), "*.case.yaml").Order()];

    public static string Case(string name) => Path.Combine(Folder, "cases", $"{name}.case.yaml");

    /// <summary>Runs cases; with a mutant, one of the services does that wrong.</summary>
    public static async Task<RunResult> RunAsync(IReadOnlyList<string> cases, string? mutant = null, string? service = null, string? python = null)
    {
        var stores = Directory.CreateTempSubdirectory("sluice-sample-");
        await using var cluster = EmbeddedCluster.Start();
        var options = new PipelineOptions { Embedded = cluster, StartServices = true, Timeout = TimeSpan.FromSeconds(60) };
        if (mutant is null)
        {
            // All is to come, however busy the machine is; what a mutant holds back is waited for as long as a user would.
            options.Within = TimeSpan.FromSeconds(45);
        }

        Configure(options, cluster.BootstrapServers, python);
        options.Variables["MONGO"] = $"sqlite:{Path.Combine(stores.FullName, "views.db")}";
        options.Variables["ELASTIC"] = $"sqlite:{Path.Combine(stores.FullName, "search.db")}";
        options.Variables["MUTANT"] = mutant ?? "";
        options.Variables["MUTANT_SERVICE"] = service ?? "";
        try
        {
            return await RunAsync(Pipeline, cases, options);
        }
        finally
        {
            stores.Delete(recursive: true);
        }
    }

    public static async Task<RunResult> RunAsync(string pipeline, IReadOnlyList<string> cases, PipelineOptions options)
    {
        var output = new StringWriter();
        var result = await TestRun.RunAsync(pipeline, cases, options, new RunOptions(), new PlainProgress(output), TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        return result;
    }

    public static void Configure(PipelineOptions options, string bootstrapServers, string? python)
    {
        foreach (var name in (string[])["1A", "2A", "3B", "4B"])
        {
            options.Commands[name] = name == "3B" && python is not null
                ? [python, "-B", Path.Combine(Folder, "python", "svc_3b.py")] : [SampleService.Program, name];
        }

        options.Variables["KAFKA_BOOTSTRAP"] = bootstrapServers;
        options.Variables["GROUP_SESSION_TIMEOUT_MS"] = "1500";
        options.Variables["GROUP_HEARTBEAT_MS"] = "100";
    }
}
