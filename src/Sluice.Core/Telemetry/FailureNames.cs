// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using System.Text.Json;
using Sluice.Core.Errors;

namespace Sluice.Core.Telemetry;

/// <summary>Failure codes as metrics and spans name them: <c>topic-not-found</c>.</summary>
internal static class FailureNames
{
    private static readonly FrozenDictionary<FailureCode, string> Names =
        Enum.GetValues<FailureCode>().ToFrozenDictionary(code => code, code => JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString()));

    public static string Of(FailureCode code) => Names[code];
}
