// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Gateways;

// They are disposed of in this order: a gateway goes before its cluster.
[assembly: AssemblyFixture(typeof(EmbeddedGateway))]
[assembly: AssemblyFixture(typeof(RealKafkaGateway))]
[assembly: AssemblyFixture(typeof(RealKafka))]
