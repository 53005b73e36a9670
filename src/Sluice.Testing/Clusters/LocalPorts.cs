// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Sluice.Testing.Clusters;

/// <summary>
/// Free TCP ports of 127.0.0.1, which nobody else who asks here is given, in any process of this user, until this is disposed or the process ends:
/// brokers take them a while later, and those that are down leave them.
/// </summary>
internal sealed class LocalPorts : IDisposable
{
    // Below the ranges from which Linux (32768), macOS and Windows (49152) take the ports of outgoing connections:
    // a port of a broker that is down must still be free when it comes back.
    private const int First = 20_000;
    private const int End = 32_000;

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"sluice-ports-{Environment.UserName}");
    private readonly List<FileStream> _locks = [];
    private readonly List<int> _numbers = [];

    private LocalPorts()
    {
    }

    public IReadOnlyList<int> Numbers => _numbers;

    public static LocalPorts Reserve(int count)
    {
        Directory.CreateDirectory(Folder);
        var ports = new LocalPorts();
        var start = RandomNumberGenerator.GetInt32(First, End);
        for (var i = 0; ports._numbers.Count < count && i < End - First; i++)
        {
            ports.TryAdd(First + ((start - First + i) % (End - First)));
        }

        if (ports._numbers.Count == count)
        {
            return ports;
        }

        ports.Dispose();
        throw new KafkaProcessException($"Fewer than {count} ports of 127.0.0.1 from {First} to {End} are free.");
    }

    public void Dispose() => _locks.ForEach(file => file.Dispose());

    private void TryAdd(int port)
    {
        FileStream file;
        try
        {
            // The system lets go of it when the process ends, however it does.
            file = new FileStream(
                Path.Combine(Folder, port.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return;
        }

        if (IsFree(port))
        {
            _locks.Add(file);
            _numbers.Add(port);
        }
        else
        {
            file.Dispose();
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
