// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Producer;

[JsonSerializable(typeof(ProduceRequest))]
[JsonSerializable(typeof(ProduceAnswer))]
internal sealed partial class ProducerJson : JsonSerializerContext;
