import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findServer } from "../../src/probe/discovery/index.ts";
import { endpointEmbedderOf } from "../../src/embedding/endpoint/index.ts";
import { noInstructions } from "../../src/embedding/instructions.ts";
import { cosine } from "../../src/core/embedding.ts";
import type { ChatReply } from "../../src/core/ports.ts";
import type { RunRecord } from "../../src/core/record/index.ts";
import type { Endpoint } from "../../src/core/endpoints/index.ts";
import { failureOf } from "../support/chat/converse.ts";
import { cliHome, runCli, startCli } from "../support/cli/run-cli.ts";
import { until } from "../support/until.ts";
import {
  ask,
  endless,
  type LlamaServer,
  llamaServer,
  loaded,
  longRequest,
  MODEL,
  modelAt,
  never,
  request,
  skip,
  wordy,
} from "./llama-server.ts";

/** Number of words of a prompt that exceeds every slot of these tests, whatever the model's tokens are. */
const TOO_MANY = 20_000;

const allSlotsAreFree = (server: LlamaServer): Promise<void> =>
  until("all slots are free", async () => (await server.busy()) === 0);

describe("llama.cpp's own server", { skip }, () => {
  it("streams an answer in pieces, with a count of its tokens", async (t) => {
    const server = await loaded(await llamaServer(t));
    const pieces: string[] = [];
    const { choices, usage } = await ask(await modelAt(server), request, ({ text }) => pieces.push(text));
    const text = choices[0]?.text ?? "";
    assert.equal(pieces.join(""), text);
    assert.ok(pieces.length > 2 && text.length > 0, text);
    assert.ok((usage?.promptTokens ?? 0) > 0 && (usage?.completionTokens ?? 0) > 2, JSON.stringify(usage));
  });

  it("gives several answers to one request, each with log-probabilities, and counts all of them", async (t) => {
    const server = await loaded(await llamaServer(t));
    const asked = await modelAt(server);
    const wanted = { ...request, choices: 2, logprobs: true };
    const { choices, usage } = await ask(asked, wanted);
    assert.deepEqual(choices.map(hasLogprobs), [true, true]);
    const written = choices.reduce((sum, { logprobs }) => sum + (logprobs?.length ?? 0), 0);
    assert.ok((usage?.completionTokens ?? 0) >= written, `${JSON.stringify(usage)} for ${written}`);
    assert.equal((await ask(asked, { ...wanted, logprobs: false })).choices[0]?.logprobs, null);
  });

  it("gives more answers than it has slots, in requests of their own", async (t) => {
    const server = await loaded(await llamaServer(t));
    const { choices, usage } = await ask(await modelAt(server), { ...request, choices: 5, logprobs: true });
    assert.deepEqual(choices.map(hasLogprobs), [true, true, true, true, true]);
    assert.ok((usage?.completionTokens ?? 0) > 5);
  });

  it("refuses a prompt that is too long, which is told with both numbers and tried once", async (t) => {
    for (const [sharesContext, room] of [
      [true, 2048],
      [false, 1024],
    ] as const) {
      const server = await loaded(await llamaServer(t, { context: 2048, sharesContext }));
      const asked = await modelAt(server);
      const { details, message } = await failureOf(ask(asked, { ...request, messages: wordy(TOO_MANY) }));
      assert.deepEqual([details.kind, details.transient], ["too-long", false]);
      assert.match(message, new RegExp(`: \\d+ tokens where ${room} have room`));
    }
  });

  it("ends an answer where the context is full, which counts as cut off", async (t) => {
    const server = await loaded(await llamaServer(t, { context: 1024 }));
    const { choices } = await ask(await modelAt(server, { models: endless }), longRequest);
    assert.equal(choices[0]?.finish, "length");
    assert.ok(choices[0].text.length > 500);
  });

  it("fails all answers at once when together they fill the context that they share: it says what to do", async (t) => {
    const server = await loaded(await llamaServer(t, { context: 1024 }));
    const asked = await modelAt(server, { models: endless });
    const failures = await Promise.all([1, 2].map((seed) => failureOf(ask(asked, { ...longRequest, seed }))));
    for (const { message, details } of failures) {
      assert.match(message, /share one context, and it is full.*Lower the endpoint's concurrency/);
      assert.ok((details.partialTexts?.[0] ?? "").length > 100, "what had come is kept");
    }
    await allSlotsAreFree(server);
    assert.ok((await ask(asked)).choices[0]?.text);
  });

  it("has all slots free again at once when an answer is cancelled", async (t) => {
    const server = await loaded(await llamaServer(t));
    const asked = await modelAt(server, { models: endless });
    for (const choices of [1, 2]) {
      const stop = new AbortController();
      let pieces = 0;
      const onDelta = (): void => {
        pieces++;
        if (pieces === 10) stop.abort();
      };
      const { details } = await failureOf(ask(asked, { ...longRequest, choices }, onDelta, stop.signal));
      assert.equal(details.kind, "aborted");
      await allSlotsAreFree(server);
    }
  });

  it("forgets requests that were cancelled while they waited for a slot", async (t) => {
    const server = await loaded(await llamaServer(t, { slots: 1 }));
    const asked = await modelAt(server, { models: endless });
    const stop = new AbortController();
    const first = failureOf(ask(asked, longRequest, () => undefined, stop.signal));
    await until("the first is answered", async () => (await server.busy()) === 1);
    const waiting = Array.from({ length: 6 }, () => failureOf(ask(asked, longRequest, () => undefined, stop.signal)));
    await until("all others wait in the server", async () => (await server.waiting()) === waiting.length);
    stop.abort();
    for (const { details } of await Promise.all([first, ...waiting])) assert.equal(details.kind, "aborted");
    await allSlotsAreFree(server);
    assert.ok((await ask(asked)).choices[0]?.text);
    assert.deepEqual([await server.busy(), await server.waiting()], [0, 0]);
  });

  it("answers all of many more requests than it has slots", async (t) => {
    const server = await loaded(await llamaServer(t));
    const asked = await modelAt(server, { concurrency: 16 });
    const replies = await Promise.all(Array.from({ length: 24 }, (_, seed) => ask(asked, { ...request, seed })));
    assert.ok(replies.every(isAnswer));
  });

  it("makes embeddings, of texts too that are longer than it takes", async (t) => {
    const server = await loaded(await llamaServer(t));
    const endpoint: Endpoint = { name: "llama", kind: "openai", baseUrl: server.url, models: [MODEL] };
    const noKey = () => Promise.resolve(null);
    const embedder = await endpointEmbedderOf({
      reference: `llama/${MODEL}`,
      endpoints: [endpoint],
      keyOf: noKey,
      instructions: noInstructions,
    });
    const long = "the red cat sat on my mat . ".repeat(400);
    const [short, same, all] = await embedder.embed(["the red cat", "the red cat", long], "document", never);
    assert.ok(short !== undefined && same !== undefined && all !== undefined);
    assert.ok(cosine(short, same) > 0.999);
    assert.ok(Math.abs(cosine(all, all) - 1) < 1e-4 && all.vector.length === short.vector.length);
  });
});

describe("llama.cpp's own server that is ended", { skip }, () => {
  const impatient = { models: endless, timeouts: { firstTokenMs: 4000, idleMs: 2000 } };

  it("by force leaves what had come, says so, and is asked as before once it runs again", async (t) => {
    const server = await loaded(await llamaServer(t));
    const asked = await modelAt(server, impatient);
    let text = "";
    const { details, message } = await failureOf(
      ask(asked, longRequest, (delta) => {
        text += delta.text;
        if (text.length > 200) server.child.kill("SIGKILL");
      }),
    );
    assert.equal(details.kind, "stream");
    assert.match(message, /the connection broke off before the answer was complete.*Ask again/);
    assert.equal(details.partialTexts?.[0], text, "no piece is lost");
    await server.ended;
    const down = await failureOf(ask(asked));
    assert.match(down.message, /connection refused\. Is the server running/);
    // Not awaited: the server may still be loading its model, and reports that.
    const again = await llamaServer(t, { port: server.port });
    assert.ok(isAnswer(await ask(asked)));
    // A connection that was kept from before is dead.
    again.child.kill("SIGKILL");
    await again.ended;
    await loaded(await llamaServer(t, { port: server.port }));
    assert.ok(isAnswer(await ask(asked)));
  });

  it("politely holds no answer up for longer than the limits say, whatever it still sends", async (t) => {
    const server = await loaded(await llamaServer(t));
    const asked = await modelAt(server, impatient);
    const startedAt = performance.now();
    const begun = new Set<number>();
    // One more than the server has slots: the third waits in the server.
    const answers = [1, 2, 3].map((seed) =>
      ask(asked, { ...longRequest, seed }, () => {
        if (begun.size === 2 || begun.add(seed).size < 2) return;
        server.child.kill("SIGTERM");
      }),
    );
    const failures = await Promise.all(answers.map(failureOf));
    for (const { message } of failures)
      assert.match(message, /broke off|stream ended|signs of life but no text|stopped sending|no answer|refused/);
    const took = performance.now() - startedAt;
    const { firstTokenMs, idleMs } = impatient.timeouts;
    assert.ok(
      took < 2 * (firstTokenMs + 3 * idleMs),
      `${took} ms: ${failures.map(({ message }) => message).join("\n")}`,
    );
  });
});

describe("llama.cpp's own server that is looked for", { skip }, () => {
  it("is known by its name, its model's context and its slots", async (t) => {
    const { url } = await loaded(await llamaServer(t, { slots: 4, context: 4096 }));
    const search = await findServer([`${url}/v1`], { key: null, onTry: () => undefined }, never);
    assert.ok(search.type === "found");
    const { program, kind, models, slots } = search.server;
    assert.deepEqual([program, kind, slots], ["llama.cpp", "openai", 4]);
    assert.deepEqual(
      models.map(({ id, contextTokens }) => [id, contextTokens]),
      [[MODEL, 4096]],
    );
  });
});

describe("smcs with llama.cpp's own server", { skip }, () => {
  const settingsFor = ({ url }: LlamaServer, models: unknown = "*") => ({
    "smcs.endpoints": ["a", "b", "c", "d"].map((name) => ({
      ...{ name, kind: "openai", baseUrl: url, concurrency: 2 },
      models: models === "*" && name === "a" ? "*" : [{ id: name, ...(models === "*" ? {} : (models as object)) }],
    })),
  });

  it("ends a run with an answer, four candidates and their perplexities", async (t) => {
    const server = await loaded(await llamaServer(t, { slots: 4 }));
    const { home, file } = await cliHome(t);
    const settings = await file("settings.json", settingsFor(server));
    const { status, stdout, stderr } = await runCli(["ask", "Count.", "--settings", settings, "--yes", "--json"], home);
    assert.equal(status, 0, stderr);
    const { outcome, candidates, references, winner } = JSON.parse(stdout) as RunRecord;
    assert.equal(outcome, "done");
    assert.ok(
      references.every((one) => one.status === "finished"),
      stderr,
    );
    assert.deepEqual([candidates.length, winner !== null], [4, true]);
    assert.ok(candidates.every(({ perplexity }) => perplexity !== null));
  });

  it("says what it can: log-probabilities, several answers, embeddings, a slot's context, its slots", async (t) => {
    const server = await loaded(await llamaServer(t, { slots: 4, context: 4096 }));
    const { home, file } = await cliHome(t);
    const settings = await file("settings.json", settingsFor(server));
    const tested = await runCli(["endpoints", "test", "--settings", settings], home);
    assert.equal(tested.status, 0, tested.stderr);
    assert.match(tested.stdout, new RegExp(`a/${MODEL} +works +given +given +yes +no +4,096`));
    assert.match(tested.stdout, /llama\.cpp answers 4 requests at a time: set the endpoint's concurrency to 4/);
  });

  it("leaves no slot at work when it is interrupted", async (t) => {
    const server = await loaded(await llamaServer(t, { slots: 4, context: 32_768 }));
    const { home, file } = await cliHome(t);
    const settings = await file("settings.json", settingsFor(server, { parameters: { ignore_eos: true } }));
    const run = startCli(t, ["ask", "Count.", "--settings", settings, "--yes"], home);
    await until("it is asked", async () => (await server.busy()) > 1);
    run.child.kill("SIGINT");
    const { status, stdout, stderr } = await run.ended;
    assert.equal(status, 1);
    assert.match(stdout + stderr, /Stopped\./);
    await allSlotsAreFree(server);
  });
});

function hasLogprobs({ text, logprobs, failure }: ChatReply["choices"][number]): boolean {
  return (
    failure === null && text !== "" && logprobs !== null && logprobs.length > 0 && logprobs.every((one) => one <= 0)
  );
}

function isAnswer({ choices }: ChatReply): boolean {
  return choices.length === 1 && choices.every(({ text, failure }) => text !== "" && failure === null);
}
