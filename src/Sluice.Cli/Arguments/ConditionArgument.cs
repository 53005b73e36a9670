// SPDX-License-Identifier: Apache-2.0

using System.CommandLine.Parsing;
using Sluice.Core.Conditions;

namespace Sluice.Cli.Arguments;

/// <summary>A condition on a record.</summary>
internal static class ConditionArgument
{
    public static RecordCondition? Parse(ArgumentResult argument)
    {
        if (RecordCondition.TryParse(argument.Tokens[0].Value, out var condition, out var fault))
        {
            return condition;
        }

        argument.AddError($"{Names.Of(argument)}, column {fault.Column}: {fault.Message.TrimEnd('.')}: {fault.Text}");
        return null;
    }
}
