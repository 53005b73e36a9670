// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting.Settings;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Security.Access;

/// <summary>
/// Looks every second whether the settings files were changed, and lets changed rules and groups hold from then on. What cannot be read
/// changes nothing: rules that vanish with a broken file would let everybody do everything.
/// </summary>
internal sealed class AccessReload(
    AccessRules rules, SettingsSources sources, IOptions<TokenOptions> tokens, TimeProvider time, ILogger<AccessReload> logger)
    : BackgroundService
{
    // Notices of the file system are lost where a file is a link into a mounted volume, and reading a small file costs nothing.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private byte[]?[] _seen = sources.AtStart;
    private string? _fault;

    /// <summary>Looks now.</summary>
    public void Check()
    {
        try
        {
            var contents = sources.ReadFiles();
            if (!contents.Zip(_seen).All(pair => IsSame(pair.First, pair.Second)))
            {
                _seen = contents;
                Apply(AccessSettings.Load(sources.Load(contents)));
            }

            _fault = null;
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or InvalidDataException or OptionsValidationException)
        {
            Report(exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Check();
        }
    }

    // A file that is empty is not one that is not there.
    private static bool IsSame(byte[]? now, byte[]? before) => now is null == before is null && now.AsSpan().SequenceEqual(before);

    private void Apply(AccessSettings settings)
    {
        var before = rules.Current;
        if (settings.IsSameAs(before))
        {
            return;
        }

        if (tokens.Value.IsOn && settings is { Rules.Count: 0, AllowedGroups.Count: 0 })
        {
            // Nor would it start so.
            throw new InvalidDataException("Neither Security:Groups:Allowed nor Security:Policies:Rules says any more who may come in.");
        }

        rules.Replace(settings);
        Log.Changed(logger, settings.Rules.Count, settings.AllowedGroups.Count);
        if (settings.Rules.Count == 0 && before.Rules.Count > 0)
        {
            Log.RulesGone(logger);
        }

        if (settings.AllowedGroups.Count == 0 && before.AllowedGroups.Count > 0)
        {
            Log.GroupsGone(logger);
        }
    }

    private void Report(Exception exception)
    {
        var reason = exception.GetBaseException();
        var fault = reason == exception ? exception.Message : $"{exception.Message} {reason.Message}";
        if (fault != _fault)
        {
            _fault = fault;
            Log.KeptAsTheyWere(logger, fault);
        }
    }
}
