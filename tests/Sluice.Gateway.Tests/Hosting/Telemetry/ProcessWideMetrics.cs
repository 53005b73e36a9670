// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Tests.Hosting.Telemetry;

/// <summary>Tests that run alone: exporters take metrics by the names of meters, from every gateway of the process.</summary>
[CollectionDefinition(nameof(ProcessWideMetrics), DisableParallelization = true)]
public sealed class ProcessWideMetrics;
