// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>Finds the addresses of a name, and which of them take connections.</summary>
internal static class PortCheck
{
    public static async Task<(Finding Finding, IPAddress[] Addresses)> ResolveAsync(ServerAddress server, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(server.Host, cancellationToken).ConfigureAwait(false);
            return (Finding.Passed($"resolves to {string.Join(", ", addresses.Distinct())}"), [.. addresses.Distinct()]);
        }
        catch (SocketException e)
        {
            var advice = server.Broker is null
                ? "check its spelling, and that this machine's name server (or hosts file) knows it"
                : "the brokers tell clients this name (advertised.listeners), so this machine's name server or hosts file has to know it";
            return (Finding.Failed($"the name \"{server.Host}\" does not resolve ({e.Message}): {advice}."), []);
        }
    }

    /// <summary>Tries all addresses at once.</summary>
    /// <returns>The first that opens, if any.</returns>
    public static async Task<(Finding Finding, IPAddress? Open)> TryAsync(
        ServerAddress server, IPAddress[] addresses, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var trying = addresses.Select(address => FindFaultAsync(address, server.Port, timeout, time, cancellationToken));
        var faults = await Task.WhenAll(trying).ConfigureAwait(false);
        var open = Array.FindIndex(faults, fault => fault is null);
        var closed = string.Join("; ", addresses.Zip(faults).Where(pair => pair.Second is not null).Select(pair => $"{pair.First} {pair.Second}"));
        if (open >= 0)
        {
            return (Finding.Passed($"opens at {addresses[open]}" + (closed.Length > 0 ? $", but not everywhere: {closed}" : "")), addresses[open]);
        }

        var advertised = server.Broker is null
            ? ""
            : " The brokers tell clients this address (advertised.listeners), so it has to be reachable from here.";
        return (Finding.Failed(closed + "." + advertised), null);
    }

    public static async Task<NetworkStream> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string?> FindFaultAsync(
        IPAddress address, int port, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await (await ConnectAsync(address, port, both.Token).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "refuses the connection: nothing listens on this port; check the port, and that the broker runs",
                SocketError.TimedOut => "does not answer: a firewall may drop the connection, or the machine is down",
                SocketError.HostUnreachable or SocketError.NetworkUnreachable
                    => "cannot be reached: there is no route from here; check the network and whether a VPN is needed",
                _ => $"does not open ({e.Message})",
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"does not answer within {timeout.TotalSeconds:0.#} s: a firewall may drop the connection, or the machine is down";
        }
    }
}
