// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Json;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Requests;

/// <summary>The faults found in a body, each at its JSON pointer (RFC 6901).</summary>
internal sealed class JsonFaults
{
    /// <summary>At this number the search ends: neither the answer nor the work shall grow with the faults of a request.</summary>
    public const int Limit = 100;

    private readonly List<KeyValuePair<string, string>> _faults = [];

    /// <summary>How many were found.</summary>
    public int Count => _faults.Count;

    /// <summary>Notes what is wrong at <paramref name="pointer"/>.</summary>
    /// <exception cref="ProblemException"><see cref="ErrorCatalogue.InvalidRequest"/> if that makes <see cref="Limit"/> of them.</exception>
    public void Add(string pointer, string text)
    {
        _faults.Add(new(pointer, text));
        if (_faults.Count >= Limit)
        {
            ThrowIfAny();
        }
    }

    /// <summary>Notes what is wrong with a member of the object at <paramref name="parent"/>; a lone surrogate leaves it no name.</summary>
    /// <exception cref="ProblemException"><see cref="ErrorCatalogue.InvalidRequest"/> if that makes <see cref="Limit"/> of them.</exception>
    public void AddMember(string parent, string? name, string text) =>
        Add($"{parent}/{JsonText.PointerToken(name)}", name is null ? "has a lone surrogate in its name" : text);

    /// <summary>Forgets what was found after there were <paramref name="count"/>.</summary>
    public void TruncateTo(int count) => _faults.RemoveRange(count, _faults.Count - count);

    /// <exception cref="ProblemException"><see cref="ErrorCatalogue.InvalidRequest"/> if anything was found.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new ProblemException(new Problem(ErrorCatalogue.InvalidRequest, Detail())
            {
                Errors = [.. _faults.DistinctBy(f => f.Key)],
            });
        }
    }

    private string Detail() => _faults.Count >= Limit
        ? $"The body has {Limit} faults or more: nothing was done."
        : $"The body has {(_faults.Count == 1 ? "a fault" : $"{_faults.Count} faults")}: nothing was done.";
}
