// SPDX-License-Identifier: Apache-2.0

using Microsoft.IdentityModel.Tokens;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>What the check of a token found.</summary>
/// <param name="Caller">Whom it stands for.</param>
/// <param name="Expires">Until when, by its own word.</param>
/// <param name="Keys">The keys of its issuer.</param>
/// <param name="KeyId">Which of them signed it.</param>
/// <param name="Check">What it was checked with: holds as long as the issuer's keys still give the same.</param>
/// <param name="Length">Of the token, in characters: what is kept of it takes a few times that many bytes.</param>
internal sealed record CheckedToken(
    Caller Caller, DateTime Expires, SigningKeys Keys, string KeyId, TokenValidationParameters Check, int Length);
