// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Features.Errors;

[JsonSerializable(typeof(ErrorsAnswer))]
internal sealed partial class ErrorsJson : JsonSerializerContext;
