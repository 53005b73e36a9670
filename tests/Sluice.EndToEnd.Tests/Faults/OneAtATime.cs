// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Faults;

/// <summary>Tests that measure time and memory: they run after all that run in parallel.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class OneAtATime;
