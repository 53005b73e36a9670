// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli.Producing;

/// <summary>Makes records of lines.</summary>
internal interface ILineParser
{
    /// <summary>Takes the line over: the record may keep it.</summary>
    ParsedLine Parse(byte[] line);
}
