// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli.Output;

/// <summary>The reader of the standard output is gone: nothing more needs to be written.</summary>
internal sealed class OutputClosedException(IOException inner) : Exception("The output was closed by its reader.", inner);
