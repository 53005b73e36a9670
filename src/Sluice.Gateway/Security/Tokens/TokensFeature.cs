// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Bearer tokens: whose are taken, and what is wrong with the others.</summary>
internal static class TokensFeature
{
    public static void AddTokens(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.SectionName);
        builder.Services.AddSingleton<TokenAuthentication>();
    }
}
