// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Configuration;

namespace Sluice.Gateway.Security.Access;

/// <summary>The access settings that hold now. Thread-safe.</summary>
internal sealed class AccessRules(IConfiguration settings)
{
    private volatile AccessSettings _current = AccessSettings.Load(settings);

    public AccessSettings Current => _current;

    /// <summary>From now on these hold, for every decision that begins.</summary>
    public void Replace(AccessSettings settings) => _current = settings;
}
