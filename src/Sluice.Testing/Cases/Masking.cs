// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;
using Sluice.Testing.Values;

namespace Sluice.Testing.Cases;

/// <summary>Takes secrets out of what leaves the kit.</summary>
internal static class Masking
{
    public static ExpectationFailure Hide(ExpectationFailure failure, SecretMask secrets) => failure with
    {
        Summary = secrets.Hide(failure.Summary),
        Services = [.. failure.Services.Select(service => service with { Text = secrets.Hide(service.Text) })],
        Closest = failure.Closest is not { } closest ? null : new ClosestCandidate(
            secrets.Hide(closest.Place),
            [.. closest.Differences.Select(one => new Difference(secrets.Hide(one.Path), secrets.Hide(one.Expected), Hide(one.Actual, secrets)))],
            Hide(closest.Expected, secrets),
            Hide(closest.Actual, secrets)),
        Events = [.. failure.Events.Select(secrets.Hide)],
    };

    private static string? Hide(string? text, SecretMask secrets) => text is null ? null : secrets.Hide(text);
}
