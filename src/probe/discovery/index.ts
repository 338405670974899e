/** Finds servers: what answers at an address, which family it is of, and what its key may spend. */
export { completeAddress, looksLikeAddress } from "./complete-address.ts";
export { discoverServers, type FoundServer } from "./discover-servers.ts";
export { findServer, type Miss, type Search, type ServerFacts, type ServerWay, wantsKeyAtOnce } from "./find-server.ts";
export { type KeyBudget, keyBudget } from "./key-budget.ts";
export { localFacts } from "./local-families.ts";
export { factLimits } from "./read-json.ts";
