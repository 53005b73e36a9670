// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Policies;

/// <summary>What a caller does to a topic. Whoever may do anything to it may <see cref="Describe"/> it.</summary>
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
