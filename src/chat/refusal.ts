import { ChatError } from "../core/errors.ts";
import { endpointKinds } from "../core/settings/index.ts";
import type { ChatTarget } from "./chat-target.ts";

/** Whether the request itself was turned away; marketplaces say 404 where no provider can do what is asked. */
export function isRefusal({ kind }: Pick<ChatTarget, "kind">, error: unknown): boolean {
  if (!(error instanceof ChatError)) return false;
  return error.details.kind === "rejected" || (error.details.kind === "not-found" && endpointKinds[kind].marketplace);
}
