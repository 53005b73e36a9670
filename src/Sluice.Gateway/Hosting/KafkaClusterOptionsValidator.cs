// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;
using Sluice.Core;

namespace Sluice.Gateway.Hosting;

/// <summary>Refuses to start with settings of reading and writing that cannot work, each with its name and what to do.</summary>
internal sealed class KafkaClusterOptionsValidator : IValidateOptions<KafkaClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, KafkaClusterOptions options)
    {
        var faults = new List<string>();
        SettingRange.Check(faults, "Kafka:TopicMaxAge", options.TopicMaxAge, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        SettingRange.Check(faults, "Kafka:MaxCursors", options.MaxCursors, 1, 1000);
        SettingRange.Check(faults, "Kafka:CursorIdleTimeout", options.CursorIdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        SettingRange.Check(faults, "Kafka:MaxRecordBytes", options.MaxRecordBytes, 1000, 1_000_000_000);
        SettingRange.Check(faults, "Kafka:MaxWriteQueueBytes", options.MaxWriteQueueBytes, 1024 * 1024, 1L << 40);
        SettingRange.Check(faults, "Kafka:WriteQueueWait", options.WriteQueueWait, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        SettingRange.Check(faults, "Kafka:DeliveryTimeout", options.DeliveryTimeout, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
        SettingRange.Check(faults, "Kafka:Linger", options.Linger, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
