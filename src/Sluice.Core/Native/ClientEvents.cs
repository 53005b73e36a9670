// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Native;

/// <summary>Who is told of what a native client tells.</summary>
/// <param name="OnError">Told of every error of the client.</param>
/// <param name="OnStatistics">Told what the client reports on itself.</param>
/// <param name="OnFault">Told what one of the others, or who waits for a report, threw. Must not throw itself.</param>
internal sealed record ClientEvents(Action<Error> OnError, Action<string>? OnStatistics, Action<Exception> OnFault);
