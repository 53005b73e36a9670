// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Cli.Output;
using Sluice.Testing.Pipelines;

namespace Sluice.Cli.Testing;

/// <summary>The sample pipeline, which lies beside the program, with what its services need in a folder of its own.</summary>
internal sealed class DemoPipeline : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly DirectoryInfo _stores;
    private readonly bool _hasPython;

    private DemoPipeline(string folder, DirectoryInfo stores, bool hasPython)
    {
        (_stores, _hasPython) = (stores, hasPython);
        PipelineFile = Path.Combine(folder, "pipeline.yaml");
        CaseFolder = Path.Combine(folder, "cases");
        Options = new PipelineOptions { StartServices = true };
        foreach (var service in (string[])["1A", "2A", "3B", "4B"])
        {
            Options.Commands[service] = service == "3B" && hasPython
                ? [Python, "-B", Path.Combine(folder, "python", "svc_3b.py")] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "OrdersPipeline.dll"), service];
        }

        // Two files, so that one store can be unreachable alone.
        Options.Variables["MONGO"] = $"sqlite:{Path.Combine(stores.FullName, "views.db")}";
        Options.Variables["ELASTIC"] = $"sqlite:{Path.Combine(stores.FullName, "search.db")}";
        Options.Variables["GROUP_SESSION_TIMEOUT_MS"] = "1500";
        Options.Variables["GROUP_HEARTBEAT_MS"] = "100";
    }

    public string PipelineFile { get; }

    public string CaseFolder { get; }

    public PipelineOptions Options { get; }

    /// <exception cref="CommandException">The sample does not lie beside the program.</exception>
    public static DemoPipeline Create()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "orders-pipeline");
        return Directory.Exists(folder)
            ? new DemoPipeline(folder, Directory.CreateTempSubdirectory("sluice-demo-"), HasPythonClient())
            : throw new CommandException(ExitCodes.Environment, $"the sample is not there: {folder}");
    }

    /// <summary>Says what runs.</summary>
    public void WriteNotes(Terminal terminal)
    {
        terminal.WriteNotice(_hasPython
            ? "Services 1A, 2A and 4B are .NET programs, 3B is a Python program: the cases do not care."
            : $"All four services are .NET programs: {Python} has no confluent_kafka, so that 3B is the twin of its Python form.");
    }

    public void Dispose() => _stores.Delete(recursive: true);

    private static bool HasPythonClient()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using var check = Process.Start(new ProcessStartInfo(Python, ["-c", "import confluent_kafka"]) { RedirectStandardError = true });
        return check is not null && check.WaitForExit(TimeSpan.FromSeconds(10)) && check.ExitCode == 0;
    }
}
