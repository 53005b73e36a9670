// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>The login module of <c>sasl.jaas.config</c> and its options.</summary>
/// <param name="Module">The module's class.</param>
/// <param name="Options">The options by name.</param>
internal sealed record JaasEntry(string Module, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The class's name without its package.</summary>
    public string ModuleName => Module[(Module.LastIndexOf('.') + 1)..];

    public override string ToString() => Module;
}
