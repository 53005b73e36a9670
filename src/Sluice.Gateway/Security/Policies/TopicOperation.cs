// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Policies;

/// <summary>What a caller does to a topic. Everything but <see cref="Create"/> is about one that is there, so it includes <see cref="Describe"/>.</summary>
internal enum TopicOperation
{
    /// <summary>See that it is there, its partitions and their offsets.</summary>
    Describe,

    /// <summary>Read records.</summary>
    Read,

    /// <summary>Write records.</summary>
    Write,

    /// <summary>Create it.</summary>
    Create,

    /// <summary>Delete it with all its records.</summary>
    Delete,
}
