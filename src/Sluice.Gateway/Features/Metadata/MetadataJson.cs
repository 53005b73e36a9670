// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Metadata;

[JsonSerializable(typeof(BrokersAnswer))]
[JsonSerializable(typeof(TopicsAnswer))]
[JsonSerializable(typeof(PartitionsAnswer))]
[JsonSerializable(typeof(PartitionAnswer))]
internal sealed partial class MetadataJson : JsonSerializerContext;
