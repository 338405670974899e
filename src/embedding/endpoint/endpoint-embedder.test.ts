import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, it, type TestContext } from "node:test";
import {
  answerEmbeddings,
  type EmbeddingHabits,
  embeddingsServer,
  textsOf,
  vectorOf,
} from "../../../test/support/http/embeddings-server.ts";
import { type LocalServer, localServer, type SeenRequest } from "../../../test/support/http/local-server.ts";
import { sendError } from "../../../test/support/http/sse.ts";
import { cosine, normalise } from "../../core/embedding.ts";
import { ChatError, EmbeddingError } from "../../core/errors.ts";
import type { Endpoint } from "../../core/endpoints/index.ts";
import { hurried } from "../../../test/support/queue/fake-time.ts";
import { realTime, Traffic } from "../../queue/index.ts";
import { noInstructions } from "../instructions.ts";
import { endpointEmbedderOf, type Occasion } from "./endpoint-embedder-of.ts";
import { inTheBackground } from "./sender.ts";

const noKeys = (): Promise<null> => Promise.resolve(null);

function embedderAt(
  url: string,
  occasion: Occasion = {},
  changes: Partial<Endpoint> = {},
  instructions = noInstructions,
) {
  const endpoint: Endpoint = { name: "here", kind: "openai", baseUrl: url, models: ["chat"], ...changes };
  const without = { usefulForMs: inTheBackground, traffic: new Traffic(realTime, () => 0), ...occasion };
  return endpointEmbedderOf({ reference: "here/org/emb", endpoints: [endpoint], keyOf: noKeys, instructions }, without);
}

async function serve(t: TestContext, answer: (seen: SeenRequest, response: ServerResponse) => void) {
  const server = await localServer(answer);
  t.after(() => server.close());
  return server;
}

/** Starts a server that fails the first `times` requests as the test says, and answers the others properly. */
async function failing(t: TestContext, times: number, fail: (response: ServerResponse) => void): Promise<LocalServer> {
  const server: LocalServer = await serve(t, (seen, response) => {
    if (server.seen.length <= times) fail(response);
    else answerEmbeddings(seen, response);
  });
  return server;
}

const texts = (count: number) => Array.from({ length: count }, (_, at) => `text ${at} ${"ab".repeat(at % 7)}`);
const expected = (all: readonly string[]) => all.map((text) => Array.from(normalise(vectorOf(text))));

async function failureOf(embedding: Promise<unknown>): Promise<{ message: string; kind: string }> {
  const error: unknown = await embedding.then(
    () => assert.fail("It should have failed."),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof EmbeddingError, String(error));
  assert.ok(error.cause instanceof ChatError);
  return { message: error.message, kind: error.cause.details.kind };
}

describe("an embedder behind an endpoint", () => {
  it("embeds texts in order, 64 a request, with the form that OpenAI's servers take", async (t) => {
    const server = await embeddingsServer(t, { change: (body) => ({ ...body, data: body.data.toReversed() }) });
    const model = await embedderAt(server.url);
    const all = texts(150);
    const made = await model.embed(all, "document");
    assert.deepEqual(
      made.map(({ vector }) => Array.from(vector)),
      expected(all),
    );
    assert.ok(made.every((one) => one.space === "emb" && model.space === "emb"));
    assert.deepEqual(
      server.seen.map((seen) => [seen.method, seen.path, textsOf(seen).length]),
      [64, 64, 22].map((count) => ["POST", "/v1/embeddings", count]),
    );
    const { model: asked, encoding_format } = server.seen[0]?.body ?? {};
    assert.deepEqual([asked, encoding_format], ["org/emb", "float"]);
    assert.deepEqual(await model.embed([], "query"), []);
  });

  it("sends no request larger than 256 kB", async (t) => {
    const server = await embeddingsServer(t);
    const model = await embedderAt(server.url);
    await model.embed(["a".repeat(600_000), ..."bcd".split("").map((letter) => letter.repeat(100_000))], "document");
    const sizes = server.seen.map((seen) => textsOf(seen).join("").length);
    assert.ok(Math.max(...sizes) <= 256 * 1024);
    assert.equal(
      sizes.reduce((sum, size) => sum + size),
      900_000,
    );
  });

  it("puts the purpose's instruction before each text, and the model's parameters into each request", async (t) => {
    const server = await embeddingsServer(t);
    const models = ["chat", { id: "org/emb", enabled: false, parameters: { user: "me", encoding_format: null } }];
    const model = await embedderAt(server.url, {}, { models }, { query: "Query: {text}!", document: "Passage: " });
    await model.embed(["a"], "query");
    await model.embed(["b"], "document");
    assert.deepEqual(server.seen.map(textsOf), [["Query: a!"], ["Passage: b"]]);
    assert.deepEqual(server.seen[0]?.body, { model: "org/emb", input: ["Query: a!"], user: "me" });
  });

  const habits: [string, EmbeddingHabits][] = [
    ["gives base64 only", { change: (body) => withVectors(body, (vector) => packed(vector as number[])) }],
    [
      "numbers all vectors 0",
      { change: (body) => ({ ...body, data: body.data.map((one) => ({ ...one, index: 0 })) }) },
    ],
    ["numbers no vectors", { change: (body) => ({ data: body.data.map(({ embedding }) => ({ embedding })) }) }],
    ["takes four texts at a time", { mostTexts: 4 }],
    ["leaves one out of many", { change: (body, all) => ({ ...body, data: body.data.slice(all.length > 1 ? 1 : 0) }) }],
    [
      "spoils what it works out together",
      { change: (body, all) => withVectors(body, (vector) => (all.length > 8 ? [null, null, null, null] : vector)) },
    ],
  ];
  for (const [what, habit] of habits) {
    it(`copes with a server that ${what}`, async (t) => {
      const server = await embeddingsServer(t, habit);
      const all = texts(20);
      const model = await embedderAt(server.url);
      const made = await model.embed(all, "document");
      made.forEach(({ vector }, at) => {
        const alike = cosine({ space: "s", vector }, { space: "s", vector: normalise(vectorOf(all[at]!)) });
        assert.ok(alike > 1 - 1e-6);
      });
    });
  }

  it("says which text the server refuses, and keeps the others", async (t) => {
    const server = await embeddingsServer(t, { refuses: (text) => text.startsWith("text 17 ") });
    const model = await embedderAt(server.url);
    const all = texts(80);
    const made = await model.embedEach(all, "document");
    assert.deepEqual(
      made.flatMap((one, place) => (one instanceof EmbeddingError ? [place] : [])),
      [17],
    );
    const { message, kind } = await failureOf(model.embed(all, "document"));
    assert.match(
      message,
      /^Text 18 of 80 \("text 17 ababab"\) could not be embedded\. here\/org\/emb at http.*HTTP 400 \(invalid input\)/,
    );
    assert.equal(kind, "rejected");
  });

  it("cuts long texts to the model's window, and in halves where the server knows better", async (t) => {
    const long = "word ".repeat(400);
    const known = await embeddingsServer(t);
    const models = [{ id: "org/emb", enabled: false, contextTokens: 200 }];
    await (await embedderAt(known.url, {}, { models })).embed([long], "query");
    assert.deepEqual(known.seen.length, 1);
    assert.ok(textsOf(known.seen[0]!).every((piece) => piece.length <= (200 - 8) * 3));

    for (const refuse of [null, 413, 500] as const) {
      const server = await serve(t, (seen, response) => {
        const isLong = textsOf(seen).some((text) => text.length > 600);
        if (isLong && refuse === 413) response.writeHead(413).end();
        else if (isLong && refuse === 500) sendError(response, 500, LLAMA_CPP);
        else answerEmbeddings(seen, response, { window: 150 });
      });
      const model = await embedderAt(server.url);
      const [one, short] = await model.embed([long, "short"], "document");
      assert.ok(Math.abs(Math.hypot(...one!.vector) - 1) < 1e-6);
      assert.deepEqual(Array.from(short!.vector), expected(["short"])[0]);
      assert.equal(
        server.seen
          .flatMap(textsOf)
          .filter((text) => text.length < 600)
          .join("")
          .includes(long),
        true,
      );
    }
  });

  it("waits as long as a rate limit asks, and tries again what may pass", async (t) => {
    const faults: [(response: ServerResponse) => void, number][] = [
      [(response) => response.writeHead(429, { "retry-after": "7" }).end("{}"), 7000],
      [(response) => response.writeHead(503).end("loading"), 0],
      [(response) => response.socket?.resetAndDestroy(), 0],
    ];
    for (const [fail, milliseconds] of faults) {
      const server = await failing(t, 2, fail);
      const { traffic, waits } = hurried();
      const pauses: string[] = [];
      const model = await embedderAt(server.url, { traffic, onPause: ({ reason }) => pauses.push(reason) });
      const made = await model.embed(texts(3), "document");
      assert.deepEqual(Array.from(made[2]!.vector), expected(texts(3))[2]);
      assert.equal(server.seen.length, 3);
      assert.ok(waits.includes(milliseconds));
      assert.match(pauses.join("|"), /Trying again, 2 of 4.*Trying again, 3 of 4/);
    }
  });

  it("keeps the batches that came before the server broke down", async (t) => {
    const server: LocalServer = await serve(t, (seen, response) => {
      if (server.seen.length > 1) sendError(response, 401, "no more");
      else answerEmbeddings(seen, response);
    });
    const model = await embedderAt(server.url);
    const made = await model.embedEach(texts(130), "document");
    const failed = made.filter((one) => one instanceof EmbeddingError);
    assert.deepEqual([made.length - failed.length, server.seen.length], [64, 2]);
    assert.match(failed[0]?.message ?? "", /^here\/org\/emb at http.*the key was refused/);
  });

  const refused: [string, (response: ServerResponse) => void, string, RegExp][] = [
    [
      "a web page",
      (response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>Sign in"),
      "stream",
      /answered with a web page\. Check baseUrl/,
    ],
    [
      "a redirect",
      (response) => response.writeHead(307, { location: "http://elsewhere.example/v1" }).end(),
      "connect",
      /redirects, and SMCS does not.*elsewhere\.example/,
    ],
    [
      "an error with status 200",
      (response) => response.writeHead(200).end('{"error":{"code":404,"message":"no model org/emb"}}'),
      "not-found",
      /no model org\/emb/,
    ],
    ["a chat", (response) => response.writeHead(200).end('{"choices":[]}'), "stream", /is not embeddings/],
    ["half a reply", (response) => response.writeHead(200).end('{"data":['), "stream", /malformed JSON/],
    [
      "extra vectors",
      (response) => response.writeHead(200).end('{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]}]}'),
      "stream",
      /2 vectors for 1 texts/,
    ],
    [
      "what JSON cannot say",
      (response) => {
        sendError(response, 500, "failed to encode response: json: unsupported value: NaN");
      },
      "rejected",
      /computed no numbers for this text/,
    ],
  ];
  for (const [what, answer, expectedKind, words] of refused) {
    it(`fails in a sentence, without another try, at ${what}`, async (t) => {
      const server = await serve(t, (_, response) => {
        answer(response);
      });
      const model = await embedderAt(server.url, { traffic: hurried().traffic });
      const { message, kind } = await failureOf(model.embed(["one"], "query"));
      assert.match(message, words);
      assert.deepEqual([kind, server.seen.length], [expectedKind, 1]);
    });
  }

  it("refuses a vector of another length in a second batch", async (t) => {
    const server: LocalServer = await serve(t, (seen, response) => {
      answerEmbeddings(seen, response, { dimension: server.seen.length > 1 ? 5 : 4 });
    });
    const model = await embedderAt(server.url);
    const { message } = await failureOf(model.embed(texts(65), "document"));
    assert.match(message, /^here\/org\/emb at .*vector of 5 numbers after one of 4/);
  });

  it("gives up when its embeddings are of no more use, whatever the server is doing", async (t) => {
    const server = await serve(t, () => undefined);
    const model = await embedderAt(server.url, { usefulForMs: { query: 30, document: null } });
    const { message, kind } = await failureOf(model.embed(["one"], "query"));
    assert.match(message, /did not arrive within 0\.03 s\. Is the server busy, or loading the model\./);
    assert.equal(kind, "timeout");
    const timeouts = { firstTokenMs: 30 };
    const slow = await failureOf((await embedderAt(server.url, {}, { timeouts })).embed(["one"], "document"));
    assert.match(slow.message, /no embeddings within 0\.03 s \(timeouts\.firstTokenMs\)/);
  });

  it("makes nobody wait for a server that somebody has just waited for in vain, background work apart", async (t) => {
    const hanging = await serve(t, () => undefined);
    const requests = (): number => hanging.seen.length;
    const late = { ms: 0 };
    const time = { ...realTime, clock: () => realTime.clock() + late.ms };
    const traffic = new Traffic(time, () => 0);
    const within = (query: number) => embedderAt(hanging.url, { traffic, usefulForMs: { query, document: null } });
    const anew = () => within(300);
    // A busy machine may send late: only a request that has reached the server counts.
    for (let query = 30; requests() === 0; query *= 2) {
      late.ms += 60_000;
      assert.equal((await failureOf((await within(query)).embed(["one"], "query"))).kind, "timeout");
    }
    const again = await failureOf((await anew()).embed(["two"], "query"));
    assert.match(again.message, /did not arrive.* It is not asked for a minute\./);
    assert.equal(hanging.seen.length, 1);
    const stop = new AbortController();
    const patient = (await anew()).embed(["three"], "document", stop.signal);
    while (requests() < 2) await realTime.wait(5, stop.signal);
    stop.abort(new Error("stopped"));
    await assert.rejects(patient, /stopped/);
    late.ms += 60_000;
    await failureOf((await anew()).embed(["four"], "query"));
    assert.equal(hanging.seen.length, 3);
  });

  it("stops with the signal's reason: before, between batches and in flight", async (t) => {
    const reason = new Error("enough");
    const quiet = await serve(t, () => undefined);
    await assert.rejects(
      (await embedderAt(quiet.url)).embed(["one"], "query", AbortSignal.abort(reason)),
      (error) => error === reason,
    );
    assert.equal(quiet.seen.length, 0);

    const stop = new AbortController();
    const server = await serve(t, (seen, response) => {
      answerEmbeddings(seen, response);
      if (server.seen.length === 1)
        response.on("finish", () =>
          setImmediate(() => {
            stop.abort(reason);
          }),
        );
    });
    await assert.rejects(
      (await embedderAt(server.url)).embed(texts(640), "document", stop.signal),
      (error) => error === reason,
    );
    assert.ok(server.seen.length < 10);

    const inFlight = new AbortController();
    const hanging = await serve(t, () => {
      inFlight.abort(reason);
    });
    await assert.rejects(
      (await embedderAt(hanging.url)).embed(["one"], "query", inFlight.signal),
      (error) => error === reason,
    );
    await hanging.clientGone;
  });

  it("says what embedding texts would take", async () => {
    const models = [{ id: "org/emb", enabled: false, promptUsdPerMTok: 1 }];
    const model = await embedderAt("https://far.example", {}, { models }, { query: "", document: "1234" });
    assert.deepEqual(model.costOf(["abcd", "efgh"], "document"), { tokens: 4, usd: 4e-6 });
    assert.deepEqual(model.costOf(["abcd", "efgh"], "query"), { tokens: 2, usd: 2e-6 });
  });
});

const LLAMA_CPP =
  "input (992 tokens) is too large to process. increase the physical batch size (current batch size: 512)";

function withVectors(body: { data: { embedding: unknown }[] }, change: (vector: unknown) => unknown): object {
  return { ...body, data: body.data.map((one) => ({ ...one, embedding: change(one.embedding) })) };
}

function packed(numbers: readonly number[]): string {
  return Buffer.from(Float32Array.from(numbers).buffer).toString("base64");
}
