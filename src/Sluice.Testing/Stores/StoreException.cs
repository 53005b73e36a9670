// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores;

/// <summary>A document store could not be asked: nothing can be told about what it holds. Never carries credentials.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Says what is wrong and what to do, and whether the same call may succeed later.</summary>
    internal StoreException(string message, bool isTransient = false, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>True if the same call may succeed later without a change: unreachable, overloaded, too slow.</summary>
    public bool IsTransient { get; }
}
