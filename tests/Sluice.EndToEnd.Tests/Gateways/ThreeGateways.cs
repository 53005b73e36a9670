// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Clusters;
using Sluice.Soak.Gateways;

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>Three processes before one real Kafka, and a balancer before them.</summary>
internal sealed class ThreeGateways : IAsyncDisposable
{
    // What is tested is that the next gateway knows, not how fast a busy machine is.
    private static readonly Dictionary<string, string> Settings = new() { ["Gateway__Deadline"] = "00:00:40" };
    private readonly GatewayProcess[] _processes;

    private ThreeGateways(GatewayProcess[] processes)
    {
        _processes = processes;
        Balancer = new RoundRobinBalancer([.. processes.Select(process => process.Http.Address)]);
        Client = new GatewayClient(Balancer.Address, keepsConnections: false);
        Each = [.. processes.Select(process => new GatewayClient(process.Http.Address))];
    }

    public RoundRobinBalancer Balancer { get; }

    /// <summary>A client whose every call goes through the balancer on a connection of its own: to another gateway than the call before it.</summary>
    public GatewayClient Client { get; }

    /// <summary>One client a gateway.</summary>
    public IReadOnlyList<GatewayClient> Each { get; }

    public static async Task<ThreeGateways> StartAsync(RealKafka kafka)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var servers = await kafka.GetBootstrapServersAsync(cancellation);
        var processes = new List<GatewayProcess>();
        try
        {
            while (processes.Count < 3)
            {
                processes.Add(await GatewayProcess.StartAsync(servers, cancellation, Settings));
            }

            return new ThreeGateways([.. processes]);
        }
        catch
        {
            await StopAsync(processes);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var client in Each)
        {
            client.Dispose();
        }

        await Balancer.DisposeAsync();
        await StopAsync(_processes);
    }

    private static async Task StopAsync(IEnumerable<GatewayProcess> processes)
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }
    }
}
