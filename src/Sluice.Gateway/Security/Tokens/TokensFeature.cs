// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Bearer tokens: whose are taken, and what is wrong with the others.</summary>
internal static class TokensFeature
{
    public static void AddTokens(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>();
        builder.Services.AddSingleton<TokenAuthentication>();
        builder.Services.AddHostedService<TokenWarmUp>();
    }
}
