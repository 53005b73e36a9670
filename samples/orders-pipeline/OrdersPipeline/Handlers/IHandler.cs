// SPDX-License-Identifier: Apache-2.0

using OrdersPipeline.Outputs;

namespace OrdersPipeline.Handlers;

/// <summary>What a service makes of a record: without effects, and the same each time.</summary>
internal interface IHandler
{
    /// <exception cref="InvalidRecordException">Nothing can be made of it.</exception>
    IReadOnlyList<Output> Handle(InputRecord record);
}
