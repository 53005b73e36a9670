// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;

namespace Sluice.Gateway.Security.Groups;

/// <summary>What Microsoft Graph said of a caller.</summary>
/// <param name="Asked">The groups that it was asked about.</param>
/// <param name="Groups">Those of them that the caller belongs to, nested ones too.</param>
/// <param name="IsLetIn">Whether these groups let it in.</param>
/// <param name="Time">When it was asked, as a timestamp of the <see cref="TimeProvider"/>.</param>
internal sealed record Membership(FrozenSet<string> Asked, FrozenSet<string> Groups, bool IsLetIn, long Time);
