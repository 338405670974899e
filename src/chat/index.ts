/** The models of a pool, each behind its server's line and with stand-ins for bad days. */
export { type Offer } from "./members.ts";
export { buildPool, type KeyOf, type Pool, type ServedAt, type ServedMember } from "./pool.ts";
