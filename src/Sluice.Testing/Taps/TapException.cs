// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Taps;

/// <summary>A tap cannot tell: it lost its place, or what was asked for is no longer in its memory.</summary>
public sealed class TapException : Exception
{
    internal TapException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
