// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Consumer;

[JsonSerializable(typeof(ConsumeAnswer))]
internal sealed partial class ConsumerJson : JsonSerializerContext;
