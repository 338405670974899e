import type { Server } from "../chat/chat-target.ts";
import { isOnOwnNetwork } from "../chat/own-server.ts";
import { llamaCppFacts } from "./llama-cpp.ts";
import { lmStudioFacts } from "./lm-studio.ts";
import { ollamaFacts } from "./ollama.ts";

/** What a server program that people run themselves says of a model, beyond OpenAI's list. */
export interface LocalFacts {
  /** The program's name. */
  readonly family: string;
  /** What it has room for now; null when that is not settled. */
  readonly contextTokens: number | null;
  /** False for a model that makes embeddings only. */
  readonly chats: boolean;
  /** Whether it reads pictures; absent where the program does not say. */
  readonly vision?: boolean;
  /** A sentence on what is worth knowing. */
  readonly note: string | null;
}

/** @returns null when it is another program */
export type LocalFamily = (server: Server, modelId: string, signal: AbortSignal) => Promise<LocalFacts | null>;

/** llama.cpp imitates parts of Ollama, so it comes first. */
const families: readonly LocalFamily[] = [llamaCppFacts, ollamaFacts, lmStudioFacts];

/** Asks a server of the user's own which program it is and what it says of a model; null when nothing is known. */
export async function localFacts(server: Server, modelId: string, signal: AbortSignal): Promise<LocalFacts | null> {
  if (server.kind !== "openai" || !isOnOwnNetwork(server.baseUrl)) return null;
  const answers = await Promise.all(families.map((family) => family(server, modelId, signal)));
  return answers.find((facts) => facts !== null) ?? null;
}
