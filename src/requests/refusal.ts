import { ChatError } from "../core/errors.ts";
import { endpointKinds } from "../core/endpoints/index.ts";
import type { ChatTarget } from "../servers/index.ts";

/** Returns whether the server refused the request itself; marketplaces send 404 when no provider supports it. */
export function isRefusal({ kind }: Pick<ChatTarget, "kind">, error: unknown): boolean {
  if (!(error instanceof ChatError)) return false;
  return error.details.kind === "rejected" || (error.details.kind === "not-found" && endpointKinds[kind].marketplace);
}
