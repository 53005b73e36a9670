// SPDX-License-Identifier: Apache-2.0

using Sluice.TestIdentity;

namespace Sluice.Soak.Load;

/// <summary>A client's token, and a provider that changes its keys: every new one signs from then on, and the one before the last is withdrawn.</summary>
internal sealed class RotatingTokens(TestIdentityProvider provider, TestApplication application)
{
    private TestKey? _before;
    private volatile string _current = provider.Issue(application);

    /// <summary>The newest token: all clients change to it in the same moment.</summary>
    public string Current => _current;

    public int Rotations { get; private set; }

    public async Task RotateAsync(TimeSpan interval, Func<bool> goOn, CancellationToken cancellationToken)
    {
        while (true)
        {
            // From one change to the next, not by a timetable: a change that comes late does not bring the next one nearer.
            await Task.Delay(interval, cancellationToken);
            if (!goOn())
            {
                return;
            }

            var last = provider.Keys.Current;
            provider.Keys.Rotate();
            if (_before is { } withdrawn)
            {
                provider.Keys.Withdraw(withdrawn);
            }

            _before = last;
            _current = provider.Issue(application);
            Rotations++;
        }
    }
}
