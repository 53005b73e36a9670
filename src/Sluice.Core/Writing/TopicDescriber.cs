// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Topics;

namespace Sluice.Core.Writing;

/// <summary>Says how each partition of a topic is: <see cref="TopicCatalog.DescribeAsync"/>.</summary>
internal delegate Task<TopicDescription> TopicDescriber(string topic, TimeSpan timeout, CancellationToken cancellationToken);
