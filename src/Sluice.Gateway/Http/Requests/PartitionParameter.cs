// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Gateway.Http.Requests;

/// <summary>Reads a partition's number from the path.</summary>
internal static class PartitionParameter
{
    public static int Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            ? partition
            : throw QueryParameters.Invalid("partition", $"must be a whole number from 0 to {int.MaxValue}");
}
