// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Writing;

/// <summary>Which record of a call is to be sent, and to which partition; −1 lets the producer decide.</summary>
internal readonly record struct Placement(int Index, int Partition);
