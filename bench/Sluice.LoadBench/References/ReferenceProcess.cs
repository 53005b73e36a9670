// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Soak.Gateways;
using Sluice.Testing.Clusters;

namespace Sluice.LoadBench.References;

/// <summary>This program again, as a process of its own, in the role of what the gateway is measured against.</summary>
internal sealed partial class ReferenceProcess : IAsyncDisposable
{
    /// <summary>The first argument of such a process.</summary>
    public const string Argument = "reference";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly ChildProcess _process;

    private ReferenceProcess(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What such a process does.</summary>
    public static Task<int> ServeAsync(string[] arguments) => arguments switch
    {
        ["floor"] => FloorServer.RunAsync(certificate: null),
        ["floor", var certificate] => FloorServer.RunAsync(certificate),
        ["write", var servers, var topic, var records, var bytes] => NativeClient.WriteAsync(servers, topic, Number(records), Number(bytes)),
        ["read", var servers, var topic, var partitions, var records] => NativeClient.ReadAsync(servers, topic, Number(partitions), Number(records)),
        _ => Task.FromResult(2),
    };

    /// <summary>Starts the bare endpoint, with TLS if there is a certificate for it.</summary>
    public static async Task<ReferenceProcess> StartFloorAsync(CancellationToken cancellationToken, string? certificate = null)
    {
        var log = new LogTail();
        var process = Start(log, certificate is null ? ["floor"] : ["floor", certificate]);
        return new ReferenceProcess(process, await ListeningAddress.ReadAsync("The bare endpoint", process, log, Patience, cancellationToken));
    }

    /// <summary>Runs a native client that writes so many records of so many bytes; how many it wrote a second.</summary>
    public static Task<double> WriteNativeAsync(string servers, string topic, int records, int bytes, CancellationToken cancellationToken) =>
        RunAsync(["write", servers, topic, Text(records), Text(bytes)], cancellationToken);

    /// <summary>Runs a native client that reads so many records of each of so many partitions; how many it read a second.</summary>
    public static Task<double> ReadNativeAsync(string servers, string topic, int partitions, int records, CancellationToken cancellationToken) =>
        RunAsync(["read", servers, topic, Text(partitions), Text(records)], cancellationToken);

    public ValueTask DisposeAsync()
    {
        _process.Kill();
        return ValueTask.CompletedTask;
    }

    private static async Task<double> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var log = new LogTail();
        await Start(log, arguments).EndAsync("The native client", log, Patience, cancellationToken);
        return double.Parse(Rate().Match(log.ToString()).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static ChildProcess Start(LogTail log, params string[] arguments) => ChildProcess.Start(
        log, AppContext.BaseDirectory, ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "Sluice.LoadBench.dll"), Argument, .. arguments]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"rate ([\d.]+)")]
    private static partial Regex Rate();
}
