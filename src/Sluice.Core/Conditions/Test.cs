// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>What a value has to be. Its text form is that of the language.</summary>
internal abstract record Test
{
    public abstract bool IsMetBy(Datum datum);
}
