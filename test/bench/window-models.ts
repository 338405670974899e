import { setTimeout } from "node:timers/promises";
import { REFERENCE_HEADING } from "../../src/core/messages/index.ts";
import { type LocalServer, localServer, type SeenRequest } from "../support/http/local-server.ts";
import { endpointOf } from "../support/http/models-server.ts";
import { beginStream, endStream, sendJson, sendPart } from "../support/http/sse.ts";

/** The models, best-ranked first, with the time of each to its first token, in milliseconds. */
const FIRST_TOKEN_MS = { alpha: 500, beta: 1_500, gamma: 2_000 } as const;
const PIECE_CHARACTERS = 8;
/** Pause between two pieces: about 70 tokens a second. */
const PIECE_MS = 25;

export type ModelName = keyof typeof FIRST_TOKEN_MS;

export const modelNames = Object.keys(FIRST_TOKEN_MS) as readonly ModelName[];

/** The models' texts: the best-ranked model's own answer, and the merged ones, by the number of the candidate. */
export interface Said {
  readonly draft: string;
  readonly merged: string | ((candidate: number) => string);
}

/** Three simulated servers, each with one model that streams its answer. */
export interface WindowModels {
  readonly endpoints: readonly unknown[];
  /** Sets the models' texts from now on, and forgets when they began. */
  readonly begin: (said: Said) => void;
  /** Makes merged answers wait for `release` from now on. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Returns when a server sent the first token of its own answer, by the machine's clock; undefined before. */
  readonly firstTokenAt: (model: ModelName) => number | undefined;
  /** Returns how many merged answers have been asked for. */
  readonly mergedAsked: () => number;
  /** Returns when a server ended its last merged answer, by the machine's clock; 0 before. */
  readonly lastMergedAt: () => number;
  readonly close: () => Promise<void>;
}

/** Starts the servers on loopback. */
export async function startWindowModels(): Promise<WindowModels> {
  let said: Said = { draft: "", merged: "" };
  let held = Promise.resolve();
  let release = (): void => undefined;
  let began = new Map<ModelName, number>();
  let [mergedAsked, lastMergedAt] = [0, 0];
  const answer = async (model: ModelName, request: SeenRequest, response: Parameters<typeof beginStream>[0]) => {
    if (request.path.endsWith("/models")) {
      sendJson(response, 200, { object: "list", data: [{ id: model }] });
      return;
    }
    const isMerging = REFERENCE_HEADING.test(JSON.stringify(request.body?.["messages"]).replaceAll("\\n", "\n"));
    const choices = Array.from({ length: Number(request.body?.["n"] ?? 1) }, (_, index) => index);
    const { draft, merged } = said;
    const textOf = (): string => {
      if (!isMerging) return draft;
      return typeof merged === "string" ? merged : merged(mergedAsked++);
    };
    const texts = choices.map(textOf);
    if (isMerging) await held;
    else await setTimeout(FIRST_TOKEN_MS[model]);
    beginStream(response);
    const longest = Math.max(...texts.map(({ length }) => length));
    for (let at = 0; at < longest; at += PIECE_CHARACTERS) {
      for (const index of choices)
        sendPart(response, { index, content: (texts[index] ?? "").slice(at, at + PIECE_CHARACTERS) });
      if (at === 0 && !isMerging) began.set(model, Date.now());
      if (!isMerging) await setTimeout(PIECE_MS);
    }
    for (const index of choices) sendPart(response, { index, finish: "stop" });
    if (isMerging) lastMergedAt = Date.now();
    endStream(response, { prompt_tokens: 100, completion_tokens: Math.ceil(longest / 4) });
  };
  const servers: LocalServer[] = [];
  for (const model of modelNames)
    servers.push(await localServer((request, response) => answer(model, request, response)));
  return {
    endpoints: servers.map((server, index) => ({
      ...endpointOf(server, [modelNames[index]]),
      name: modelNames[index],
    })),
    begin: (next) => {
      said = next;
      began = new Map();
      [mergedAsked, lastMergedAt] = [0, 0];
    },
    hold: () => {
      held = new Promise((resolve) => (release = resolve));
    },
    release: () => {
      release();
    },
    firstTokenAt: (model) => began.get(model),
    mergedAsked: () => mergedAsked,
    lastMergedAt: () => lastMergedAt,
    close: async () => {
      for (const server of servers) await server.close();
    },
  };
}
