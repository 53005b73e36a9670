// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting;

namespace Sluice.Gateway.Http.Requests;

/// <summary>Starts the clock of an operation.</summary>
internal sealed class Deadlines(IOptions<GatewayOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMilliseconds(500);
    private readonly TimeSpan _deadline = options.Value.Deadline;

    /// <summary>
    /// Leaves a margin below <see cref="GatewayOptions.Deadline"/> in which the answer is written, and what <see cref="AdmissionTime"/> took.
    /// </summary>
    public Deadline Start(HttpContext context) => Start(_deadline - (context.Features.Get<AdmissionTime>()?.Elapsed ?? TimeSpan.Zero));

    /// <summary>A deadline of that length if it is the shorter one.</summary>
    public Deadline StartAtMost(TimeSpan length) => Start(length < _deadline ? length : _deadline);

    private Deadline Start(TimeSpan length)
    {
        var margin = length / 10;
        return new Deadline(time, time.GetTimestamp(), length - (margin < LongestMargin ? margin : LongestMargin));
    }
}
