// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Hosting.Logs;

namespace Sluice.Gateway.Hosting.Telemetry;

/// <summary>The log on the console. What is logged is chosen under <c>Logging:LogLevel</c>.</summary>
internal sealed class LogOptions
{
    /// <summary>How records are written.</summary>
    /// <value>Default <c>text</c>, for people. <c>json</c>: one object a line.</value>
    public LogFormat Format { get; set; }

    /// <summary>Whether every request gets a record: method, route, status, duration and who sent it.</summary>
    /// <value>Default false.</value>
    public bool Requests { get; set; }
}
