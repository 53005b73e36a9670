// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Stores;

/// <summary>One finding on an entry of a store. Immutable.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Detail">What is wrong and what to do, without secrets.</param>
public sealed record StoreProblem(StoreProblemKind Kind, string Detail);
