// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli;

/// <summary>What the process tells its caller; documented in <c>docs/reference/cli.md</c>.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The operation failed, or its answer is no: the topic is not there, a record was refused.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a setting or the configuration file is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Kafka cannot be reached, does not answer or refuses us; an address is taken.</summary>
    public const int Environment = 3;
}
