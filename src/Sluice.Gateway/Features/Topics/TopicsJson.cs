// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Topics;

[JsonSerializable(typeof(CreateTopicRequest))]
[JsonSerializable(typeof(CreatedTopicAnswer))]
[JsonSerializable(typeof(DeletedTopicAnswer))]
internal sealed partial class TopicsJson : JsonSerializerContext;
