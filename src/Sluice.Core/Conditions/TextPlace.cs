// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>Where in a text another has to stand.</summary>
internal enum TextPlace
{
    Anywhere,
    Start,
    End,
}
