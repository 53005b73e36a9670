// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Sluice.Soak.Gateways;

/// <summary>What came back for one request; status 0 if nothing did.</summary>
internal sealed record Answer(string Request, int Status, string Body, TimeSpan Elapsed)
{
    public bool HasRetryAfter { get; init; }

    public long? NextOffset { get; init; }

    /// <summary>False if there was no connection to send the request on: nothing was asked.</summary>
    public bool WasSent { get; init; } = true;

    public bool IsOk => Status == 200;

    /// <summary>Whether this is what a gateway says that is about to stop.</summary>
    public bool IsStopping => Status == 503 && HasRetryAfter && Json.GetProperty("retryable").GetBoolean() && Json.GetProperty("code").GetString() == "stopping";

    /// <summary>Whether this says that Kafka cannot be had now, in the way the API promises: retryable, and when.</summary>
    public bool IsOutage => Status is 503 or 504 && HasRetryAfter && Json.GetProperty("retryable").GetBoolean()
        && Json.GetProperty("code").GetString() is "kafka-unavailable" or "kafka-timeout" or "not-enough-replicas" or "overloaded";

    public JsonElement Json => JsonElement.Parse(Body);

    public override string ToString() => $"{Request} → {Status} after {Elapsed.TotalSeconds:0.0} s {Body[..Math.Min(Body.Length, 300)]}";
}
