// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli;
using Sluice.Cli.Output;

using var interruption = new Interruption();
return await SluiceCli.RunAsync(args, Terminal.OfProcess(), interruption);
