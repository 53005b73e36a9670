// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench.Load;

/// <summary>Which offset a reader asks for next.</summary>
internal enum ReadPattern
{
    /// <summary>The one that the answer before named, and after the last the first again.</summary>
    Sequential,

    /// <summary>Any.</summary>
    Random,

    /// <summary>The one behind the last record.</summary>
    AtTheEnd,
}
