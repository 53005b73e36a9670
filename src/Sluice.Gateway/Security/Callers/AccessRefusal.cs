// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Callers;

/// <summary>Feature of a request that was refused for who sent it, whatever its answer says: a hidden topic is answered as one that is not there.</summary>
/// <param name="Reason">Why, for the operator's eyes.</param>
internal sealed record AccessRefusal(string Reason);
