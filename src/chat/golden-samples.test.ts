import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { failureOf } from "../../test/support/chat/converse.ts";
import { streamFrom, targetAt } from "../../test/support/chat/stream.ts";
import { localServer } from "../../test/support/http/local-server.ts";
import { replay } from "../../test/support/http/replay.ts";
import { listModels } from "../server-facts/index.ts";

/** The expected reading of a sample: texts, ends and tokens of its choices, or its failure. */
type Expected =
  | {
      readonly choices: readonly (readonly [text: string, finish: string])[];
      readonly logprobs?: readonly number[];
      readonly tokens?: readonly [prompt: number, completion: number];
    }
  | { readonly kind: string; readonly message: RegExp }
  | { readonly models: readonly string[]; readonly contextTokens?: number };

const noChat = { kind: "stream", message: /not a chat completion\. Check baseUrl/ } as const;

/** The expected readings that a real server's samples and our own small copies share. */
const failures: Readonly<Record<string, Expected>> = {
  "embeddings.http": noChat,
  "tokenize.http": noChat,
  "responses-stream.http": noChat,
  "err-404.http": { kind: "not-found", message: /HTTP 404 \(.+\)\. Check baseUrl and the model's id/ },
  "err-badjson.http": { kind: "server", message: /the server failed, HTTP 500 \(\[json/ },
  "err-badparam.http": { kind: "rejected", message: /HTTP 400 \(Field 'temperature'/ },
  "err-n.http": { kind: "rejected", message: /HTTP 400 \(Field 'n'/ },
};

const own: Readonly<Record<string, Expected>> = {
  ...failures,
  "chat-nonstream.http": { choices: [["green tea .", "stop"]], tokens: [4, 3] },
  "chat-n3.http": {
    choices: [
      ["red .", "stop"],
      ["dark blue .", "stop"],
      ["a very pale green .", "stop"],
    ],
  },
  "chat-nonstream-logprobs.http": { choices: [["green tea", "length"]], logprobs: [-0.5, -0.25], tokens: [4, 2] },
  "chat-stream-logprobs.http": { choices: [["green tea", "stop"]], logprobs: [-0.5, -0.25] },
  "chat-stream-n2.http": {
    choices: [
      ["red rose", "stop"],
      ["blue sky", "length"],
    ],
  },
  "chat-stream-usage.http": { choices: [["green tea", "length"]], tokens: [4, 2] },
  "chat-stream-toolcall.sse": { choices: [["", "other"]] },
  "completions-emoji-cut.http": { choices: [["\ufffd", "length"]], tokens: [3, 2] },
  "completions-emoji-stream-logprobs.http": {
    choices: [["🍵 is tea", "length"]],
    logprobs: [-0.125, -0.5, -0.25],
    tokens: [3, 6],
  },
  "models.http": { models: ["sample"] },
  "err-context.http": { kind: "too-long", message: /700 tokens where 512 have room/ },
};

const speaksSlowly = "hello there , this is a tiny test model and it speaks slowly .";
const hello = [-1.3606629371643066, -0.06829030811786652, -0.07159473747015];

const real: Readonly<Record<string, Expected>> = {
  ...failures,
  "chat-nonstream.http": { choices: [[speaksSlowly, "stop"]], tokens: [6, 15] },
  "chat-n3.http": {
    choices: [
      ["hello there , not today .", "stop"],
      ["one two three four five six seven eight nine ten .", "stop"],
      [speaksSlowly, "stop"],
    ],
  },
  "chat-nonstream-logprobs.http": { choices: [["hello there ,", "length"]], logprobs: hello, tokens: [6, 3] },
  "chat-stream-logprobs.http": { choices: [["hello there ,", "length"]], logprobs: hello },
  "chat-stream-n2.http": {
    choices: [
      ["hello there ,", "length"],
      ["one two three", "length"],
    ],
  },
  "chat-stream-usage.http": { choices: [["hello there ,", "length"]], tokens: [6, 3] },
  "chat-stream-toolcall.sse": { choices: [["", "other"]] },
  "completions-emoji-cut.http": { choices: [["\ufffd", "length"]], tokens: [3, 2] },
  "completions-emoji-stream-logprobs.http": {
    choices: [["😀 wins .", "length"]],
    logprobs: [-0.07047032564878464, -0.06829030811786652, -0.07159473747015],
    tokens: [3, 6],
  },
  "models.http": { models: ["tiny-chat"] },
  "err-context.http": { kind: "too-long", message: /9005 tokens where 8192 have room/ },
};

/** Samples from llama.cpp's own server, with its default `--kv-unified`. */
const llamaCpp: Readonly<Record<string, Expected>> = {
  "chat-stream-n2-usage.http": {
    choices: [
      ["hello there ,", "length"],
      ["smile ", "length"],
    ],
    tokens: [5, 6],
  },
  "chat-stream-shared-context.http": {
    kind: "stream",
    message: /share one context, and it is full, error 500 in its reply .*Lower the endpoint's concurrency/,
  },
  "chat-stream-context-full.http": { choices: [["hello there , friend !", "length"]], tokens: [2043, 5] },
  "err-embeddings-too-long.http": { kind: "too-long", message: /1602 tokens where 512 have room/ },
  "models.http": { models: ["tiny.gguf"], contextTokens: 2048 },
};

const folders = [
  { title: "llama.cpp's samples", folder: "../../test/support/http/llama-cpp", samples: llamaCpp },
  { title: "our own samples", folder: "../../test/support/http/wire", samples: own },
  { title: "a real server's samples", folder: "../../../shared/wire", samples: real },
] as const;

for (const { title, folder: relative, samples } of folders) {
  const folder = path.join(import.meta.dirname, relative);
  const skip = existsSync(folder) ? false : `${folder} is not there.`;
  describe(title, { skip }, () => {
    it("are all known", () => {
      assert.deepEqual(readdirSync(folder).toSorted(), Object.keys(samples).toSorted());
    });
    for (const [name, expected] of Object.entries(samples)) {
      it(`read as expected: ${name}`, async (t) => {
        await check(t, readFileSync(path.join(folder, name)), expected);
      });
    }
  });
}

async function check(t: TestContext, file: Buffer, expected: Expected): Promise<void> {
  if ("models" in expected) {
    const server = await localServer((_, response) => {
      replay(response, file);
    });
    t.after(() => server.close());
    const models = await listModels(targetAt(server.url), new AbortController().signal);
    assert.deepEqual(
      models.map(({ id }) => id),
      expected.models,
    );
    if (expected.contextTokens !== undefined) assert.equal(models[0]?.contextTokens, expected.contextTokens);
    return;
  }
  const choices = "choices" in expected ? expected.choices.length : 1;
  const { reply } = await streamFrom(
    t,
    (_, response) => {
      replay(response, file);
    },
    { request: { choices, logprobs: true } },
  );
  if ("kind" in expected) {
    const { details, message } = await failureOf(reply);
    assert.equal(details.kind, expected.kind);
    assert.match(message, expected.message);
    return;
  }
  const { choices: got, usage } = await reply;
  assert.deepEqual(
    got.map(({ text, finish }) => [text, finish]),
    expected.choices,
  );
  assert.deepEqual(got[0]?.logprobs ?? null, expected.logprobs ?? null);
  const [promptTokens, completionTokens] = expected.tokens ?? [];
  assert.deepEqual(usage, expected.tokens === undefined ? null : { promptTokens, completionTokens });
}
