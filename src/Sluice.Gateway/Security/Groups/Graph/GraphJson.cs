// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Security.Groups.Graph;

[JsonSerializable(typeof(CheckMemberGroupsRequest))]
[JsonSerializable(typeof(CheckMemberGroupsAnswer))]
internal sealed partial class GraphJson : JsonSerializerContext;
