// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Sluice.Testing.Clusters;

/// <summary>Finds free TCP ports of 127.0.0.1.</summary>
internal static class LocalPorts
{
    // Below the ranges from which Linux (32768), macOS and Windows (49152) take the ports of outgoing connections:
    // a port of a broker that is down must still be free when it comes back.
    private const int First = 20_000;
    private const int End = 32_000;

    public static int[] Reserve(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            var start = RandomNumberGenerator.GetInt32(First, End);
            for (var i = 0; listeners.Count < count && i < End - First; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, First + ((start - First + i) % (End - First)));
                if (TryStart(listener))
                {
                    listeners.Add(listener);
                }
            }

            return listeners.Count == count
                ? [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)]
                : throw new KafkaProcessException($"Fewer than {count} ports of 127.0.0.1 from {First} to {End} are free.");
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    private static bool TryStart(TcpListener listener)
    {
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return false;
        }
    }
}
