// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Hosting.Listening;

/// <summary>What operators and their tools ask, section <c>Management</c>.</summary>
internal sealed class ManagementOptions
{
    /// <summary>Configuration section these options are bound from.</summary>
    public const string SectionName = "Management";

    /// <summary>An address of its own for health and metrics, without tokens: keep it inside the operator's network.</summary>
    /// <value>Default none: health is answered where the API is, and there are no metrics to scrape. For example <c>http://127.0.0.1:9401</c>.</value>
    public string? Url { get; set; }
}
