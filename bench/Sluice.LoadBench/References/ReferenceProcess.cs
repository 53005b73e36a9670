// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
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
        ["floor"] => FloorServer.RunAsync(),
        ["write", var servers, var topic, var records, var bytes] => NativeClient.WriteAsync(servers, topic, Number(records), Number(bytes)),
        ["read", var servers, var topic, var partitions, var records] => NativeClient.ReadAsync(servers, topic, Number(partitions), Number(records)),
        _ => Task.FromResult(2),
    };

    public static async Task<ReferenceProcess> StartFloorAsync(CancellationToken cancellationToken)
    {
        var log = new LogTail();
        var process = Start(log, "floor");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        while (true)
        {
            if (Address127().Match(log.ToString()) is { Success: true } match)
            {
                return new ReferenceProcess(process, new Uri(match.Value));
            }

            if (process.HasExited)
            {
                throw new InvalidOperationException($"The bare endpoint did not start:{Environment.NewLine}{log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }
    }

    /// <summary>Runs a native client to its end; how many records it moved a second.</summary>
    public static async Task<double> RunNativeAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var log = new LogTail();
        await Start(log, arguments).EndAsync("The native client", log, Patience, cancellationToken);
        return double.Parse(Rate().Match(log.ToString()).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        _process.Kill();
        return ValueTask.CompletedTask;
    }

    private static ChildProcess Start(LogTail log, params string[] arguments) => ChildProcess.Start(
        log, AppContext.BaseDirectory, ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "Sluice.LoadBench.dll"), Argument, .. arguments]);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*")]
    private static partial Regex Address127();

    [GeneratedRegex(@"rate ([\d.]+)")]
    private static partial Regex Rate();
}
