// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Results;

namespace Sluice.Testing.Matching;

/// <summary>
/// A pattern, ready to be held against values. Thread-safe.
/// <para>
/// A pattern is MongoDB's query language with two changes. An object in it is a subset: fields that it does not name are allowed, at any depth,
/// unless the match is strict. And an array in it has as many elements in that order, each a pattern of its own.
/// </para>
/// </summary>
internal sealed class Matcher
{
    private readonly ValueTest _test;

    private Matcher(ValueTest test) => _test = test;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="PatternException">It has an operator that there is not, or an operand of the wrong kind.</exception>
    public static Matcher Parse(JsonNode? pattern, bool strict = false) => new(new PatternParser(strict).Read(pattern, []));

    /// <summary>Whether the value matches.</summary>
    public bool Matches(JsonNode? value) => _test.Accepts(Found.Of(value));

    /// <summary>Every path at which the value differs; empty if it matches.</summary>
    public IReadOnlyList<Difference> Compare(JsonNode? value)
    {
        var found = Found.Of(value);
        if (_test.Accepts(found))
        {
            return [];
        }

        var differences = new List<Difference>();
        _test.Explain("", found, differences);
        return differences;
    }
}
