// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Sluice.EndToEnd.Tests.Http;

/// <summary>An answer as it came off the socket.</summary>
public sealed record RawResponse(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonElement.Parse(Body);
}
