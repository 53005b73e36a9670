// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Features.Consumer;

/// <summary>How bytes appear in an answer.</summary>
internal enum ConsumeFormat
{
    /// <summary>UTF-8 as a string, anything else as base64 that says so.</summary>
    Text,

    /// <summary>Everything as base64.</summary>
    Binary,

    /// <summary>A value that is one JSON text as that JSON, else as <see cref="Text"/>.</summary>
    Json,
}
