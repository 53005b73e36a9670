// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Hosting.Logs;

/// <summary>Scope of what is logged on a caller's behalf.</summary>
internal sealed record CallerScope(string Principal)
{
    public override string ToString() => Principal;
}
