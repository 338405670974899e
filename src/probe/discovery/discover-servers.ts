import { ChatError } from "../../core/errors.ts";
import { type Endpoint, endpointKinds, programKinds } from "../../core/endpoints/index.ts";
import { type Server, serverOf } from "../../servers/index.ts";
import type { ReadLimits } from "../../requests/index.ts";
import { listModels } from "../../server-facts/index.ts";

/** A default port of programs that serve models. */
interface UsualPlace {
  readonly port: number;
  /** The programs that use it. */
  readonly programs: string;
  readonly kind: Endpoint["kind"];
}

/** Default ports of programs that people run on their own machine. */
export const usualPlaces: readonly UsualPlace[] = [
  { port: 11434, programs: "Ollama", kind: "openai" },
  { port: 1234, programs: "LM Studio", kind: "openai" },
  { port: 8080, programs: "llama.cpp, LocalAI or MLX", kind: "openai" },
  ...programKinds.map((kind) => ({ port: endpointKinds[kind].port, programs: endpointKinds[kind].title, kind })),
  { port: 5000, programs: "text-generation-webui or TabbyAPI", kind: "openai" },
  { port: 5001, programs: "KoboldCpp", kind: "openai" },
  { port: 1337, programs: "Jan", kind: "openai" },
  { port: 4891, programs: "GPT4All", kind: "openai" },
  { port: 30000, programs: "SGLang", kind: "openai" },
  { port: 4000, programs: "LiteLLM", kind: "openai" },
];

/** A found server. */
export interface FoundServer extends UsualPlace {
  readonly baseUrl: string;
  /** Its models; null when the server lists them only with a key. */
  readonly models: readonly string[] | null;
}

/** A server on loopback answers at once, and its list of models is short. */
const localLimits: ReadLimits = { milliseconds: 1500, bytes: 2 ** 20 };

/**
 * Searches this machine for model servers, at their usual ports, all at once. Only a request for a list of models is
 * sent, without a key; a server with any other answer is skipped.
 */
export async function discoverServers(
  signal: AbortSignal,
  places: readonly UsualPlace[] = usualPlaces,
  limits: ReadLimits = localLimits,
): Promise<FoundServer[]> {
  const found = await Promise.all(places.map((place) => serverAt(place, limits, signal)));
  return found.filter((server) => server !== null);
}

async function serverAt(place: UsualPlace, limits: ReadLimits, signal: AbortSignal): Promise<FoundServer | null> {
  const baseUrl = `http://127.0.0.1:${place.port}/v1`;
  const server: Server = serverOf({ name: "found", kind: place.kind, baseUrl, models: "*" }, null);
  try {
    const models = await listModels(server, signal, limits);
    return { ...place, baseUrl, models: models.map(({ id }) => id) };
  } catch (error) {
    return wantsKey(error) ? { ...place, baseUrl, models: null } : null;
  }
}

/** Returns whether the server asks for a key: 401 does, while other kinds of programs answer strangers with 403. */
function wantsKey(error: unknown): boolean {
  return error instanceof ChatError && error.details.status === 401;
}
