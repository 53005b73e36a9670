// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>Leaves the parser at the first fault; it never leaves <see cref="RecordCondition"/>.</summary>
internal sealed class ConditionFaultException(ConditionFault fault) : Exception(fault.Message)
{
    public ConditionFault Fault { get; } = fault;
}
