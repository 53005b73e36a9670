// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Http;

/// <summary>Verbs that belong together.</summary>
internal static class HttpVerbs
{
    /// <summary>Whatever can be read can be asked for without its body.</summary>
    public static readonly string[] GetOrHead = ["GET", "HEAD"];
}
