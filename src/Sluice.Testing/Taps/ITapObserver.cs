// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Testing.Taps;

/// <summary>Is told what a tap sees. Calls come one at a time, on the tap's own thread, and are to return soon.</summary>
internal interface ITapObserver
{
    void OnRecord(TapRecord record);

    /// <summary>The tap lost its place for good: from here on it cannot tell.</summary>
    void OnLost(KafkaFailure failure);
}
