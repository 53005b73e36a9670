// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Policies.Rules;

/// <summary>What a principal of a rule is told by.</summary>
internal enum PrincipalKind
{
    Everybody,
    ObjectId,
    ApplicationId,
    Group,
    Role,
    Certificate,
}
