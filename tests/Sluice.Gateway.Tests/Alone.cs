// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Tests;

/// <summary>Tests that measure the process: they run after all that run in parallel.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
