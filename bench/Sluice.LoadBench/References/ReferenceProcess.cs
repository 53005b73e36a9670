// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Soak.Gateways;
using Sluice.Testing.Clusters;

namespace Sluice.LoadBench.References;

/// <summary>This program again, as a process of its own, in the role of what the gateway is measured against.</summary>
internal sealed class ReferenceProcess : IAsyncDisposable
{
    /// <summary>The first argument of such a process.</summary>
    public const string Argument = "reference";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ChildProcess _process;
    private readonly LogTail _log;
    private readonly HttpClient _client;

    private ReferenceProcess(ChildProcess process, LogTail log, Uri address)
    {
        (_process, _log, Address) = (process, log, address);
        _client = new HttpClient { BaseAddress = address, Timeout = Patience };
    }

    public Uri Address { get; }

    /// <summary>What such a process does.</summary>
    public static Task<int> ServeAsync(string[] arguments) => arguments switch
    {
        ["floor"] => FloorServer.RunAsync(certificate: null),
        ["floor", var certificate] => FloorServer.RunAsync(certificate),
        ["write", var servers, var topic, var bytes] => NativeServer.RunAsync(new NativeWriter(servers, topic, Number(bytes))),
        ["read", var servers, var topic, var partitions, var end] => NativeServer.RunAsync(new NativeReader(servers, topic, Number(partitions), Number(end))),
        _ => Task.FromResult(2),
    };

    /// <summary>Starts the bare endpoint, with TLS 1.3 if there is a certificate for it.</summary>
    public static Task<ReferenceProcess> StartFloorAsync(CancellationToken cancellationToken, string? certificate = null) =>
        StartAsync("The bare endpoint", certificate is null ? ["floor"] : ["floor", certificate], cancellationToken);

    /// <summary>Starts a native client that writes records of so many bytes.</summary>
    public static Task<ReferenceProcess> StartWriterAsync(string servers, string topic, int bytes, CancellationToken cancellationToken) =>
        StartAsync("The native client", ["write", servers, topic, Text(bytes)], cancellationToken);

    /// <summary>Starts a native client that reads so many records of each of so many partitions, again and again.</summary>
    public static Task<ReferenceProcess> StartReaderAsync(string servers, string topic, int partitions, int records, CancellationToken cancellationToken) =>
        StartAsync("The native client", ["read", servers, topic, Text(partitions), Text(records)], cancellationToken);

    /// <summary>Lets a native client work for so long; how many records it moved a second.</summary>
    public async Task<double> WorkAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using var answer = await _client.PostAsync(NativeServer.PathOf(time), null, cancellationToken);
        return answer.IsSuccessStatusCode
            ? double.Parse(await answer.Content.ReadAsStringAsync(cancellationToken), CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The native client failed:{Environment.NewLine}{_log}");
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill();
        return ValueTask.CompletedTask;
    }

    private static async Task<ReferenceProcess> StartAsync(string name, string[] arguments, CancellationToken cancellationToken)
    {
        var log = new LogTail();
        var process = ChildProcess.Start(
            log, AppContext.BaseDirectory, ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "Sluice.LoadBench.dll"), Argument, .. arguments]);
        return new ReferenceProcess(process, log, await ListeningAddress.ReadAsync(name, process, log, Patience, cancellationToken));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
