// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Files;

/// <summary>Files that cannot be used, with all that is wrong in them.</summary>
public sealed class FileFaultsException : Exception
{
    internal FileFaultsException(IReadOnlyList<FileFault> faults, Exception? inner = null)
        : base(string.Join(Environment.NewLine, faults), inner) => Faults = faults;

    /// <summary>The faults in the order of the files and their lines.</summary>
    public IReadOnlyList<FileFault> Faults { get; }
}
