// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Cli.Commands;

/// <summary>Topics of an embedded cluster in another process cannot be changed over Kafka's protocol; its gateway can.</summary>
internal static class EmbeddedHint
{
    public static CommandException Create(KafkaFailureException failure, string curl) =>
        new(ExitCodes.Failed, $"{failure.Message.TrimEnd('.')}. With `sluice serve` ask its gateway: {curl}", failure);
}
