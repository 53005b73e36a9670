// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Files;

/// <summary>Collects what is wrong in files, so that all of it is told at once.</summary>
internal sealed class FileFaults
{
    private readonly List<FileFault> _faults = [];

    public bool Any => _faults.Count > 0;

    /// <summary>In the order of the files and their lines.</summary>
    public IReadOnlyList<FileFault> All =>
        [.. _faults.Distinct().OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line).ThenBy(fault => fault.Column)];

    public void Add(string file, FilePosition at, string message) => _faults.Add(new FileFault(file, Math.Max(1, at.Line), Math.Max(1, at.Column), message));

    public void Add(IEnumerable<FileFault> faults) => _faults.AddRange(faults);

    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new FileFaultsException(All);
        }
    }
}
