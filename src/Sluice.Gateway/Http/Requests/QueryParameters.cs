// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Requests;

/// <summary>Reads query parameters strictly: a wrong value is refused by name, never taken for the default.</summary>
internal static class QueryParameters
{
    /// <summary>The parameter's one value; null if it is not there.</summary>
    public static string? Single(IQueryCollection query, string name)
    {
        var values = query[name];
        return values.Count switch
        {
            0 => null,
            1 => values[0] ?? "",
            _ => throw Invalid(name, "is given more than once"),
        };
    }

    /// <summary>A whole number in digits.</summary>
    public static long Integer(IQueryCollection query, string name, long min, long max, long missing) =>
        Single(query, name) is not { } text ? missing
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
        : throw Invalid(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}"));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static bool Flag(IQueryCollection query, string name) => Single(query, name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Invalid(name, "must be true or false"),
    };

    /// <summary>The problem of a parameter in the path or the query.</summary>
    public static ProblemException Invalid(string name, string what) =>
        new(ErrorCatalogue.InvalidParameter, $"The parameter \"{name}\" {what}.");
}
