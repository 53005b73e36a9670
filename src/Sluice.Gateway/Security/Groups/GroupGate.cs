// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Access;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Groups;

/// <summary>Lets in who belongs to one of the allowed groups. Thread-safe.</summary>
internal sealed class GroupGate(AccessRules access, Memberships memberships, IOptions<GroupOptions> options)
{
    private readonly bool _canAsk = options.Value.Graph.IsOn;

    /// <summary>The caller with all groups that the allowed groups and the topic rules name and it belongs to.</summary>
    /// <exception cref="ProblemException">403: in none of the allowed groups; 503, retryable: that cannot be found out now.</exception>
    public ValueTask<Caller> AdmitAsync(Caller caller, HttpContext context)
    {
        var settings = access.Current;
        return _canAsk && caller is { HasUnlistedGroups: true, ObjectId: not null } && !settings.DirectoryGroups.IsSubsetOf(caller.Groups)
            ? AskAsync()
            : new(Admit(caller, settings, context));

        async ValueTask<Caller> AskAsync()
        {
            var groups = await memberships.FindAsync(caller.ObjectId, settings, context.RequestAborted);
            return Admit(
                caller with
                {
                    Groups = caller.Groups.Count == 0 ? groups : groups.Union(caller.Groups).ToFrozenSet(),
                    HasUnlistedGroups = false,
                },
                settings,
                context);
        }
    }

    private static Caller Admit(Caller caller, AccessSettings settings, HttpContext context)
    {
        if (settings.LetsIn(caller.Groups))
        {
            return caller;
        }

        context.Features.Set(new AccessRefusal("the caller belongs to none of Security:Groups:Allowed, as far as is known"));
        throw new ProblemException(ErrorCatalogue.Forbidden, caller.HasUnlistedGroups
            ? "The token does not list its groups, and the gateway cannot ask for them: whoever runs it has to set "
                + "Security:Groups:Graph, or to have groups put into tokens."
            : "The caller belongs to none of the groups that may come in: ask whoever runs this gateway for membership.");
    }
}
