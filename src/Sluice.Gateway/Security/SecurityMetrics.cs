// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Security;

/// <summary>
/// Who was let in and who was not. Each description ends with the tags, from which the reference of metrics is made; a tag's values are a closed set.
/// Thread-safe.
/// </summary>
internal sealed class SecurityMetrics
{
    public const string MeterName = "Sluice.Gateway";
    private readonly Counter<long> _callerChecks;
    private readonly Counter<long> _refusals;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Makes and owns the meter.</param>
    /// <param name="time">The clock.</param>
    /// <param name="certificateNotAfter">Until when the server's certificate holds; null where there is none.</param>
    public SecurityMetrics(IMeterFactory meters, TimeProvider time, Func<DateTimeOffset?> certificateNotAfter)
    {
        var meter = meters.Create(MeterName);
        _callerChecks = meter.CreateCounter<long>(
            "sluice.caller.checks", "{check}",
            "Times that a caller's token and groups were checked: accepted, unauthenticated (no valid token), not-member (of no allowed group) or unknown"
                + " (the issuer or the directory could not be asked). Tags: sluice.result.");
        _refusals = meter.CreateCounter<long>(
            "sluice.refusals", "{request}",
            "Calls that were refused for who sent them, or for how many there were: of one caller (too-many-requests) or in all (overloaded)."
                + " Tags: sluice.error.code.");
        meter.CreateObservableGauge(
            "sluice.tls.certificate.remaining",
            () => certificateNotAfter() is { } end ? (Measurement<double>[])[new((end - time.GetUtcNow()).TotalSeconds)] : [],
            "s",
            "Time until the server's certificate expires; negative once it has.");
    }

    /// <summary>It was checked who calls and whether they may come in.</summary>
    public void CallerChecked(CallerCheck result) => _callerChecks.Add(1, new KeyValuePair<string, object?>("sluice.result", result switch
    {
        CallerCheck.Accepted => "accepted",
        CallerCheck.Unauthenticated => "unauthenticated",
        CallerCheck.NotMember => "not-member",
        _ => "unknown",
    }));

    /// <summary>A call was refused.</summary>
    public void Refused(ErrorCode code) => _refusals.Add(1, new KeyValuePair<string, object?>("sluice.error.code", code.Code));
}
