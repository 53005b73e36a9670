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
    private const string Result = "sluice.result";
    private readonly TimeProvider _time;
    private readonly Counter<long> _tokenChecks;
    private readonly Counter<long> _groupChecks;
    private readonly Counter<long> _refusals;
    private long _certificateNotAfter;

    public SecurityMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(MeterName);
        _tokenChecks = meter.CreateCounter<long>(
            "sluice.token.checks", "{check}", "Tokens that were checked: accepted, or why not. Tags: sluice.result.");
        _groupChecks = meter.CreateCounter<long>(
            "sluice.group.checks", "{check}",
            "Times that a caller's groups were looked up: member, not-member or unknown, and where. Tags: sluice.result, sluice.group.source.");
        _refusals = meter.CreateCounter<long>(
            "sluice.refusals", "{request}", "Calls that were refused for who sent them or how many. Tags: sluice.error.code.");
        meter.CreateObservableGauge(
            "sluice.tls.certificate.remaining", ObserveCertificate, "s", "Time until the server's certificate expires; negative once it has.");
    }

    /// <summary>A token was checked.</summary>
    /// <param name="result"><c>accepted</c>, or why not, of a closed set.</param>
    public void TokenChecked(string result) => _tokenChecks.Add(1, new KeyValuePair<string, object?>(Result, result));

    /// <summary>It was looked up whether a caller belongs to a group.</summary>
    /// <param name="result"><c>member</c>, <c>not-member</c> or <c>unknown</c>.</param>
    /// <param name="source">Where: <c>token</c>, <c>cache</c> or <c>directory</c>.</param>
    public void GroupChecked(string result, string source) => _groupChecks.Add(1, new(Result, result), new("sluice.group.source", source));

    /// <summary>A call was refused.</summary>
    public void Refused(ErrorCode code) => _refusals.Add(1, new KeyValuePair<string, object?>("sluice.error.code", code.Code));

    /// <summary>The server has another certificate from now on.</summary>
    public void CertificateLoaded(DateTimeOffset notAfter) => Interlocked.Exchange(ref _certificateNotAfter, notAfter.UtcTicks);

    private IEnumerable<Measurement<double>> ObserveCertificate() => Interlocked.Read(ref _certificateNotAfter) is > 0 and var ticks
        ? [new((new DateTimeOffset(ticks, TimeSpan.Zero) - _time.GetUtcNow()).TotalSeconds)]
        : [];
}
