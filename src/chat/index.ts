/** The models of a pool, each behind its server's queue, with stand-ins for servers that fail. */
export { type Offer } from "./members.ts";
export { buildPool, type KeyOf, type Pool, type ServedAt, type ServedMember } from "./pool.ts";
