// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Topics;

namespace Sluice.Core.Writing;

/// <summary>Says what a topic is before it is written to: <see cref="TopicCatalog.ResolveAsync"/>.</summary>
internal delegate ValueTask<TopicIdentity> TopicResolver(
    string topic, TimeSpan maxAge, TimeSpan timeout, CancellationToken cancellationToken);
