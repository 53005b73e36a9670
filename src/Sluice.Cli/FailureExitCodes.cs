// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Cli;

/// <summary>The one table from failures to exit codes.</summary>
internal static class FailureExitCodes
{
    public static int Of(FailureCode code) => code switch
    {
        FailureCode.InvalidConfiguration => ExitCodes.Usage,
        FailureCode.KafkaUnavailable or FailureCode.KafkaTimeout or FailureCode.KafkaRefused or FailureCode.NotEnoughReplicas
            => ExitCodes.Environment,
        _ => ExitCodes.Failed,
    };
}
