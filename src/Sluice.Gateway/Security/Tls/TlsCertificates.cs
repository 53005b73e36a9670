// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Gateway.Security.Tls;

/// <summary>
/// What TLS is spoken with at present. Replaced as a whole when the files change; connections that are there keep what they began with.
/// <see cref="Current"/> is thread-safe; the rest is called by one at a time.
/// </summary>
internal sealed class TlsCertificates(TlsFiles files, TimeProvider time, ILogger<TlsCertificates> logger)
{
    private volatile TlsMaterial? _current;
    private string? _complaint;

    /// <summary>What new connections are made with.</summary>
    /// <exception cref="InvalidOperationException">Nothing is loaded yet.</exception>
    public TlsMaterial Current => _current ?? throw new InvalidOperationException("The certificate is loaded before the server listens.");

    /// <summary>Whether there is a certificate.</summary>
    public bool IsLoaded => _current is not null;

    /// <summary>Reads the files for the first time.</summary>
    /// <exception cref="OptionsValidationException">They cannot be used: which setting, why and what to do.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            _current = await files.OpenAsync(await files.ReadAsync(cancellationToken), cancellationToken);
        }
        catch (KafkaFailureException fault)
        {
            throw new OptionsValidationException(TlsOptions.SectionName, typeof(TlsOptions), [fault.Failure.Detail]);
        }
    }

    /// <summary>Takes what the files have become, unless that cannot be used: then all stays as it is, and the log says why, once.</summary>
    /// <returns>Whether there is something new.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            var content = await files.ReadAsync(cancellationToken);
            if (content.Hash == Current.Hash)
            {
                _complaint = null;
                return false;
            }

            var next = await files.OpenAsync(content, cancellationToken);
            if (!next.Certificate.IsValid(time) && Current.Certificate.IsValid(time))
            {
                Complain($"{content.Name}: {string.Join(' ', next.Certificate.FindProblemsOfTime(time).Select(problem => problem.Detail))}");
                return false;
            }

            _current = next;
            _complaint = null;
            Log.Replaced(logger, next.Certificate.Subject, next.Certificate.NotAfter, next.Certificate.Fingerprint);
            return true;
        }
        catch (KafkaFailureException fault)
        {
            // A pair that is written one after the other does not fit for a moment.
            Complain(fault.Failure.Detail);
            return false;
        }
    }

    /// <summary>Logs what is expired or soon will be.</summary>
    public void WarnOfTimes()
    {
        foreach (var problem in Current.Certificate.FindProblemsOfTime(time).Concat(Current.Authorities?.FindProblemsOfTime(time) ?? []))
        {
            if (problem.Kind == StoreProblemKind.ExpiresSoon)
            {
                Log.ExpiresSoon(logger, problem.Detail);
            }
            else
            {
                Log.NotValid(logger, problem.Detail);
            }
        }
    }

    private void Complain(string what)
    {
        if (_complaint != what)
        {
            _complaint = what;
            Log.NotReplaced(logger, what, Current.Certificate.Subject);
        }
    }
}
