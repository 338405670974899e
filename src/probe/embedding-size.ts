import type { ChatTarget } from "../chat/chat-target.ts";
import { embeddingsRequest } from "../embedding/endpoint/embeddings-request.ts";
import { factLimits } from "./read-json.ts";

/** How many numbers an embedding by this model has; null when the server makes none with it. */
export async function embeddingSize(target: ChatTarget, signal: AbortSignal): Promise<number | null> {
  try {
    const { vectors } = await embeddingsRequest(target, ["one"], factLimits, signal);
    return typeof vectors[0] === "string" ? null : (vectors[0]?.length ?? null);
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
