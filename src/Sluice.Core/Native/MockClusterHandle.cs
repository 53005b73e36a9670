// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using System.Text;

namespace Sluice.Core.Native;

/// <summary>Owns a mock cluster and the client it lives in.</summary>
internal sealed class MockClusterHandle : SafeHandle
{
    private const int ProducerType = 0;
    private readonly nint _client;

    private MockClusterHandle(nint client, nint cluster)
        : base(0, ownsHandle: true)
    {
        _client = client;
        SetHandle(cluster);
    }

    public override bool IsInvalid => handle == 0;

    public static MockClusterHandle Start(int brokers)
    {
        Span<byte> error = stackalloc byte[512];
        var configuration = Librdkafka.ConfNew();

        // The client is only the house of the cluster and connects nowhere, which it would complain of on stderr.
        Librdkafka.ConfSetLogCallback(configuration, 0);
        var client = Librdkafka.New(ProducerType, configuration, error, (nuint)error.Length);
        if (client == 0)
        {
            Librdkafka.ConfDestroy(configuration);
            var length = error.IndexOf((byte)0);
            throw new InvalidOperationException("The embedded cluster's client could not be made: " + Encoding.UTF8.GetString(error[..length]));
        }

        nint cluster;
        using (new BlockedSignals())
        {
            cluster = Librdkafka.MockClusterNew(client, brokers);
        }

        if (cluster == 0)
        {
            Librdkafka.Destroy(client);
            throw new InvalidOperationException($"An embedded cluster of {brokers} brokers could not be started.");
        }

        return new MockClusterHandle(client, cluster);
    }

    protected override bool ReleaseHandle()
    {
        Librdkafka.MockClusterDestroy(handle);
        Librdkafka.Destroy(_client);
        return true;
    }
}
