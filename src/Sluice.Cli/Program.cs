// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway;

await GatewayApplication.Build().RunAsync();
