// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests;
using Sluice.Cli.Tests.Commands;
using Sluice.Cli.Tests.Packaging;
using Sluice.Cli.Tests.Processes;
using Sluice.Tests;

[assembly: TestCollectionOrderer(typeof(CollectionOrder))]

namespace Sluice.Cli.Tests;

/// <summary>What takes long begins first.</summary>
public sealed class CollectionOrder() : LongestFirst(
    typeof(ToolPackageTests), typeof(ServeTests), typeof(ProduceCommandTests));
