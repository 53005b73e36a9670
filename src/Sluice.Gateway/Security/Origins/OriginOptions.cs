// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Origins;

/// <summary>Pages of which other sites may call the API from a browser (CORS), section <c>Security:Cors</c>.</summary>
internal sealed class OriginOptions
{
    /// <summary>Configuration section these options are bound from.</summary>
    public const string SectionName = "Security:Cors";

    /// <summary>The sites' origins, such as <c>https://app.example.org</c>; <c>*</c> for every site.</summary>
    /// <value>Default none: browsers keep other sites' pages from the API.</value>
    public IList<string> AllowedOrigins { get; set; } = [];

    /// <summary>Whether such a page may let the browser present its user's certificate. Tokens need no leave.</summary>
    /// <value>Default false; never with <c>*</c>.</value>
    public bool AllowCredentials { get; set; }

    /// <summary>How long a browser may go by an answer to its question whether it may call.</summary>
    /// <value>Default 10 min; 0–24 h.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(10);
}
