// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli.Serving;

/// <summary>The commands that a demonstration invites to paste.</summary>
internal static class DemonstrationText
{
    public static string Of(string address) =>
        $$"""

        Records arrive on the topic "{{Demonstration.Topic}}". Paste these into another terminal:

        # 1. create a topic
        curl -X PUT {{address}}/v1/topics/orders -H 'Content-Type: application/json' -d '{"partition_count": 3}'

        # 2. write two records
        curl {{address}}/v1/producer/topics/orders -H 'Content-Type: application/json' -d '{"records": [{"key": "o-1", "value": {"total": 12.50}, "partition": 0}, {"value": "plain text", "partition": 0}]}'

        # 3. read them; the header NextOffset says where to read on
        curl -i '{{address}}/v1/consumer/topics/orders/partitions/0/offsets/0?count=10'

        # 4. where the topic that records arrive on begins and ends
        curl {{address}}/v1/metadata/topics/{{Demonstration.Topic}}/partitions

        # 5. delete the topic
        curl -X DELETE {{address}}/v1/topics/orders

        Ctrl-C ends the demonstration; all its data is in memory only.

        """;
}
