import type { TestContext } from "node:test";
import type { DemoServerOptions } from "../../src/demo/index.ts";
import { recordingServer } from "../support/demo/recording-server.ts";

/** A request that the demo server received. */
export interface SeenRequest {
  readonly model: string;
  /** The last user message. */
  readonly prompt: string;
}

/** The demo server with a log of its requests. */
export interface CountingServer {
  readonly baseUrl: string;
  /** Every request so far, in the order of arrival. */
  readonly seen: readonly SeenRequest[];
  /** Resolves when this many further requests have arrived. */
  more(count: number): Promise<void>;
  /** Answers this many further requests; those after them get no answer. */
  answerOnly(count: number): void;
}

/** Serves the simulated models until the test ends. */
export async function countingServer(
  t: TestContext,
  options: Omit<DemoServerOptions, "instant">,
): Promise<CountingServer> {
  const { baseUrl, bodies, more, answerOnly } = await recordingServer(t, options);
  return {
    baseUrl,
    more,
    answerOnly,
    get seen() {
      return bodies.map(seenIn);
    },
  };
}

function seenIn(body: string): SeenRequest {
  const { model, messages } = JSON.parse(body) as { model: string; messages: { content: string }[] };
  return { model, prompt: messages.at(-1)?.content ?? "" };
}
