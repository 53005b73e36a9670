// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting;

namespace Sluice.Gateway.Security.Origins;

/// <summary>Refuses to start with origins that no browser sends or that let everybody in with their credentials.</summary>
internal sealed class OriginOptionsValidator : IValidateOptions<OriginOptions>
{
    public ValidateOptionsResult Validate(string? name, OriginOptions options)
    {
        var faults = new List<string>();
        for (var i = 0; i < options.AllowedOrigins.Count; i++)
        {
            if (options.AllowedOrigins[i] is var origin && origin != "*" && !IsOrigin(origin))
            {
                faults.Add(
                    $"Security:Cors:AllowedOrigins:{i} is \"{origin}\": give scheme, host and port without a path, such as https://app.example.org, or *.");
            }
        }

        if (options.AllowCredentials && options.AllowedOrigins.Contains("*"))
        {
            faults.Add("Security:Cors:AllowCredentials is true while Security:Cors:AllowedOrigins has *: name the sites that may use certificates.");
        }

        SettingRange.Check(faults, "Security:Cors:MaxAge", options.MaxAge, TimeSpan.Zero, TimeSpan.FromHours(24));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // As browsers write it: anything else would never match.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase)
        && uri.UserInfo.Length == 0;
}
