// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Sluice.Core.Native;

/// <summary>The id by which a cluster names itself, which the managed client does not hand out without a controller.</summary>
internal static class ClusterId
{
    /// <summary>The id of the latest metadata that the client has seen; null if the cluster gave none.</summary>
    public static string? Find(IClient client)
    {
        using var handle = new ClientHandle(client);
        var id = Librdkafka.ClusterId(handle.Pointer, 0);
        try
        {
            return Marshal.PtrToStringUTF8(id);
        }
        finally
        {
            Librdkafka.MemoryFree(handle.Pointer, id);
        }
    }
}
