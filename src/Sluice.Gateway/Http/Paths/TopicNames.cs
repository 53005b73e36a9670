// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Paths;

/// <summary>Kafka's rule for topic names.</summary>
internal static class TopicNames
{
    private const int MaxLength = 249;

    /// <exception cref="ProblemException"><see cref="ErrorCatalogue.InvalidTopic"/></exception>
    public static void Check(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength || name is "." or ".."
            || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')))
        {
            throw new ProblemException(
                ErrorCatalogue.InvalidTopic, "A topic's name has 1-249 characters of a-z, A-Z, 0-9, '.', '_' and '-', and is neither '.' nor '..'.");
        }
    }
}
