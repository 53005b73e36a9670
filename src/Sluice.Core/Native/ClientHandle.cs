// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Sluice.Core.Native;

/// <summary>
/// The native client behind a managed one, for what the managed one does not offer. While it is held, a client that is disposed of meanwhile
/// stays alive.
/// </summary>
internal readonly ref struct ClientHandle : IDisposable
{
    private readonly SafeHandle _handle;
    private readonly bool _isHeld;

    /// <exception cref="ObjectDisposedException">The client has been disposed of.</exception>
    public ClientHandle(IClient client)
    {
        _handle = (SafeHandle)GetNativeHandle(client.Handle);
        _handle.DangerousAddRef(ref _isHeld);
    }

    public nint Pointer => _handle.DangerousGetHandle();

    public void Dispose()
    {
        if (_isHeld)
        {
            _handle.DangerousRelease();
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_LibrdkafkaHandle")]
    [return: UnsafeAccessorType("Confluent.Kafka.Impl.SafeKafkaHandle, Confluent.Kafka")]
    private static extern object GetNativeHandle(Handle handle);
}
