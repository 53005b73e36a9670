// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Sluice.Gateway.Tests.Bodies;

/// <summary>Bodies that say the same very often.</summary>
internal static class Repeats
{
    /// <summary><paramref name="part"/> that many times, each # in it replaced by the number of the time, between start and end.</summary>
    public static byte[] Bytes(string start, string part, int count, string end = "")
    {
        var text = new StringBuilder(start);
        for (var i = 0; i < count; i++)
        {
            text.Append(part.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return Encoding.UTF8.GetBytes(text.Append(end).ToString());
    }
}
