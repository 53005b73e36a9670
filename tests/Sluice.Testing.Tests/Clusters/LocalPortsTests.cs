// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using Sluice.Testing.Clusters;

namespace Sluice.Testing.Tests.Clusters;

public sealed class LocalPortsTests
{
    [Fact]
    public void Ports_ShouldBeGivenToOneAlone_WhenNobodyListensOnThemYet()
    {
        var reserved = new List<LocalPorts>();
        try
        {
            // Of so many, some would have one in common if they were only free.
            for (var cluster = 0; cluster < 60; cluster++)
            {
                reserved.Add(LocalPorts.Reserve(20));
            }

            reserved.SelectMany(ports => ports.Numbers).ShouldBeUnique();
        }
        finally
        {
            reserved.ForEach(ports => ports.Dispose());
        }
    }

    [Fact]
    public void Ports_ShouldBeFree()
    {
        using var ports = LocalPorts.Reserve(3);

        foreach (var port in ports.Numbers)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
    }
}
