/** A bank that a team shares in a PostgreSQL database, and the local copy that follows it. */
export { type TeamAccess, TeamBankError } from "./connection.ts";
export { TeamFollower, type TeamState } from "./follow.ts";
export { createTables, grant, teamStatus, type TeamStatus } from "./manage.ts";
export { newestSchema } from "./schema.ts";
export { fillEmpty, synchronise, type Synchronised, type TeamBank } from "./synchronise.ts";
