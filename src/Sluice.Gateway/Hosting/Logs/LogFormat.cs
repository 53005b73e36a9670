// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Hosting.Logs;

/// <summary>How log records are written.</summary>
internal enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: one JSON object a line.</summary>
    Json,
}
