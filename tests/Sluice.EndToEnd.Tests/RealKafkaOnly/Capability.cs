// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.RealKafkaOnly;

/// <summary>
/// What the embedded cluster cannot do. Each is a row of the table in <c>docs/guides/embedded-cluster.md</c>, by this name.
/// </summary>
public static class Capability
{
    public const string Transactions = "Transactions";
    public const string LookupByTime = "Lookup by time";
    public const string TopicProperties = "Topic properties";
    public const string DeletingRecords = "Deleting records and compaction";
    public const string LargeRecords = "Records over 1 MB";
    public const string AdminClients = "Creating and deleting topics from other clients";
    public const string InSyncReplicas = "Refusing writes without enough in-sync replicas";
    public const string GroupAdministration = "Listing, describing, resetting and deleting groups";
    public const string Retention = "More than 5 MiB a partition";
}
