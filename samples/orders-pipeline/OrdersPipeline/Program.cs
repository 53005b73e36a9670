// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using OrdersPipeline;

if (args is not [var name] || Topology.Find(name) is not { } stage)
{
    Console.Error.WriteLine($"Usage: OrdersPipeline {string.Join('|', Topology.Names)}");
    return 2;
}

using var stopping = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
try
{
    await stage.RunAsync(Settings.FromEnvironment(name), stopping.Token);
    return 0;
}
catch (SettingException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

void Stop(PosixSignalContext signal)
{
    // The loop ends by itself, commits what is done and leaves the group.
    signal.Cancel = true;
    stopping.Cancel();
}
