// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Tests;
using Sluice.Testing.Tests.Clusters;
using Sluice.Testing.Tests.Pipelines;
using Sluice.Testing.Tests.Recording;
using Sluice.Testing.Tests.Reporting;
using Sluice.Testing.Tests.Taps;
using Sluice.Tests;

[assembly: TestCollectionOrderer(typeof(CollectionOrder))]

namespace Sluice.Testing.Tests;

/// <summary>What takes long begins first.</summary>
public sealed class CollectionOrder() : LongestFirst(
    typeof(CaseRecorderTests), typeof(FaultCaseTests), typeof(KafkaProcessTests), typeof(RealKafkaTapTests), typeof(TlsTests), typeof(SaslTests), typeof(PipelineTests), typeof(HtmlReportTests));
