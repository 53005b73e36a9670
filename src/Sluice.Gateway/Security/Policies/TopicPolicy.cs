// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Configuration;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Policies;

/// <summary>Decides who may do what to which topic. Thread-safe.</summary>
internal sealed class TopicPolicy(IConfiguration settings)
{
    private readonly bool _hasRules = settings.GetSection("Security:Policies:Rules").GetChildren().Any();

    public bool Allows(Caller caller, string topic, TopicOperation operation) => !_hasRules;
}
