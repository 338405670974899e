import * as v from "valibot";
import { type DemoServer, type DemoServerOptions, startDemoServer } from "../../../src/demo/server.ts";
import { type BankQuestion, bankQuestionSchema } from "../../../src/core/question-bank/index.ts";

function question(topic: string, name: string, text: string, reference: string, wrong: string[]): BankQuestion {
  const task = { kind: "code-tests", language: "typescript", entryPoint: name, tests: ["true"], reference, wrong };
  const id = `fixture/${topic}/${name}`;
  return v.parse(bankQuestionSchema, { id, source: "fixture", domain: "coding", topic, question: text, task });
}

/** Four questions that the simulated models of a test know. */
export const fixtureQuestions: readonly BankQuestion[] = [
  question("collections", "last", "How do I get the last element?", "const last = (a) => a.at(-1);", [
    "const last = (a) => a[a.length];",
    "const last = (a) => a.pop();",
  ]),
  question("strings", "shout", "How do I write a string in capitals?", "const shout = (s) => s.toUpperCase();", [
    "const shout = (s) => s.toLowerCase();",
  ]),
  question("parsing", "fence", "How do I open a code block?", 'const fence = "```";', ['const fence = "``";']),
  question(
    "async",
    "pause",
    "How do I wait a moment?",
    "const pause = (ms) => new Promise((r) => setTimeout(r, ms));",
    ["const pause = (ms) => setTimeout(() => {}, ms);"],
  ),
];

/** Runs `use` with a demo server that is closed afterwards in any case. */
export async function withServer<T>(
  use: (server: DemoServer) => Promise<T>,
  options: Partial<DemoServerOptions> = {},
): Promise<T> {
  const server = await startDemoServer({ questions: fixtureQuestions, instant: true, ...options });
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

/** Posts a chat completion request: one user message to QwQ-32B unless `body` says otherwise. */
export function post(server: DemoServer, body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(`${server.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "QwQ-32B", messages: [{ role: "user", content: "Why?" }], ...body }),
    ...(signal ? { signal } : {}),
  });
}

interface WireTokens {
  readonly content: readonly { token: string; logprob: number; bytes: number[]; top_logprobs: unknown[] }[];
}

interface WireText {
  readonly content?: string;
  readonly reasoning?: string;
  readonly reasoning_content?: string;
}

/** A choice of a completion on the wire: with a message when sent whole, a delta when streamed. */
interface WireChoice {
  readonly index: number;
  readonly message: WireText;
  readonly delta: WireText;
  readonly logprobs: WireTokens | null;
  readonly finish_reason: string | null;
}

/** A completion, or a chunk of one. */
export interface WireBody {
  readonly choices: readonly WireChoice[];
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly completion_tokens_details: { readonly reasoning_tokens: number };
  };
}

/** Returns a completion that is sent whole. */
export async function completion(server: DemoServer, body: object): Promise<WireBody> {
  return (await (await post(server, body)).json()) as WireBody;
}

/** Returns the text of the first choice. */
export async function replyText(server: DemoServer, body: object): Promise<string> {
  return (await completion(server, body)).choices[0]?.message.content ?? "";
}

/** Returns the events of a streamed completion, without the final `[DONE]`. */
export async function streamed(server: DemoServer, body: object): Promise<WireBody[]> {
  const events = (await (await post(server, { ...body, stream: true })).text()).split("\n\n").slice(0, -1);
  if (events.pop() !== "data: [DONE]") throw new Error("The stream has no end.");
  return events.map((event) => JSON.parse(event.replace(/^data: /, "")) as WireBody);
}
