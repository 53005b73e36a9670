// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Gateway.Hosting;

/// <summary>Notes a setting outside its range, by its full name.</summary>
internal static class SettingRange
{
    public static void Check<T>(List<string> faults, string setting, T value, T min, T max)
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{setting} is {value}: give a value from {min} to {max}."));
        }
    }
}
