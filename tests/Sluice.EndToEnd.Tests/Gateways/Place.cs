// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>Where a record was written to, as the gateway says.</summary>
public sealed record Place(int Partition, long Offset);
