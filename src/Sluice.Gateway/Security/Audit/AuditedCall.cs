// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Audit;

/// <summary>A call as the audit tells of it.</summary>
/// <param name="Principal">Who; <c>-</c> if nobody vouched for the caller.</param>
/// <param name="Client">The client's address.</param>
/// <param name="Method">The request's method.</param>
/// <param name="Operation">The operation's name, as in the API's description.</param>
/// <param name="Topic">The topic; <c>-</c> if there is none.</param>
internal readonly record struct AuditedCall(string Principal, string Client, string Method, string Operation, string Topic);
