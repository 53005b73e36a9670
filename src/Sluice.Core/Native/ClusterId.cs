// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Sluice.Core.Native;

/// <summary>The id by which a cluster names itself, which the managed client does not hand out without a controller.</summary>
internal static class ClusterId
{
    /// <summary>The id of the latest metadata that the client has seen; null if the cluster gave none.</summary>
    public static string? Find(IClient client)
    {
        var handle = (SafeHandle)GetNativeHandle(client.Handle);
        var held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            var native = handle.DangerousGetHandle();
            var id = Librdkafka.ClusterId(native, 0);
            try
            {
                return Marshal.PtrToStringUTF8(id);
            }
            finally
            {
                Librdkafka.MemoryFree(native, id);
            }
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_LibrdkafkaHandle")]
    [return: UnsafeAccessorType("Confluent.Kafka.Impl.SafeKafkaHandle, Confluent.Kafka")]
    private static extern object GetNativeHandle(Handle handle);
}
