import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { request } from "../../test/support/chat/stream.ts";
import { ChatError } from "../core/errors.ts";
import { parseSettings } from "../core/settings/index.ts";
import { buildPool } from "../chat/index.ts";
import { type EditorModel, EditorModelError, type EditorModels } from "./editor-models.ts";
import { editorOffers } from "./editor-offers.ts";

const { signal } = new AbortController();
const ignore = (): void => undefined;

function model(id: string, answer: EditorModel["answer"] = () => Promise.resolve()): EditorModel {
  return { id, name: id.split("/").at(-1) ?? id, contextTokens: 8000, answer };
}

/** Returns an editor that offers these models. */
function editor(...models: EditorModel[]): EditorModels {
  return { list: () => Promise.resolve(models) };
}

/** Returns the entries of the settings for the editor's models. */
function entries(changes: Record<string, unknown> = {}) {
  const entry = { name: "editor", kind: "vscode", models: "*", ...changes };
  return parseSettings({ "smcs.endpoints": [entry] }).editorEndpoints;
}

/** Returns the only offer of an editor whose one model answers like this. */
async function offered(answer: EditorModel["answer"], changes: Record<string, unknown> = {}) {
  const { offers } = await editorOffers(entries(changes), editor(model("lab/one", answer)), []);
  const [offer] = offers;
  assert.ok(offer);
  return offer.chat;
}

async function failure(reply: Promise<unknown>): Promise<ChatError> {
  const thrown = await reply.then(
    () => assert.fail("It should have failed."),
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof ChatError, String(thrown));
  return thrown;
}

describe("the editor's models in a pool", () => {
  it("are those that it offers, or those of them that are wanted", async () => {
    const two = editor(model("lab/one"), model("lab/two"));
    const all = await editorOffers(entries(), two, []);
    assert.deepEqual(
      all.offers.map(({ reference }) => reference),
      ["editor/lab/one", "editor/lab/two"],
    );
    const some = await editorOffers(entries({ models: ["lab/two", "lab/three"] }), two, []);
    assert.deepEqual(
      some.offers.map(({ reference }) => reference),
      ["editor/lab/two"],
    );
    assert.match(some.problems.join(), /^editor: VS Code offers no model lab\/three\. It offers lab\/one, lab\/two\.$/);
  });

  it("are missed in a sentence where there is no editor, and where it offers none", async () => {
    assert.match((await editorOffers(entries(), null, [])).problems.join(), /^editor: .*inside VS Code only/);
    assert.match((await editorOffers(entries(), editor(), [])).problems.join(), /^editor: VS Code offers no language/);
    assert.deepEqual(await editorOffers(entries({ enabled: false }), null, []), { offers: [], problems: [] });
  });

  it("stand in for a server's of the same name, and are nobody's own", async () => {
    const { offers } = await editorOffers(entries(), editor(model("lab/m")), []);
    const server = { name: "mine", kind: "openai", baseUrl: "http://127.0.0.1:1/v1", models: ["m"] } as const;
    const { members } = await buildPool(
      {
        endpoints: [{ ...server, models: [...server.models] }],
        keyOf: () => Promise.resolve(null),
        bankModels: [],
        others: offers,
      },
      signal,
    );
    assert.deepEqual(
      members.map(({ name, servers }) => [name, servers.map((one) => [one.name, one.selfHosted, one.prices])]),
      [
        [
          "m",
          [
            ["mine", true, null],
            ["editor", false, null],
          ],
        ],
      ],
    );
  });
});

describe("a model of the editor", () => {
  it("answers as often as it is asked, without log-probabilities, tokens or price", async () => {
    let asked = 0;
    const chat = await offered((_messages, onText) => {
      asked += 1;
      onText("Use ");
      onText("a timer.");
      return Promise.resolve();
    });
    const deltas: string[] = [];
    const reply = await chat.chat({ ...request, choices: 2, logprobs: true }, ({ text }) => deltas.push(text), signal);
    assert.equal(asked, 2);
    assert.deepEqual(
      reply.choices.map(({ text, logprobs }) => [text, logprobs]),
      [
        ["Use a timer.", null],
        ["Use a timer.", null],
      ],
    );
    assert.deepEqual([reply.usage, reply.costUsd, reply.servedBy], [null, null, "editor/lab/one"]);
    assert.equal(deltas.length, 4);
  });

  it("is asked no more often at a time than its entry says", async () => {
    let now = 0;
    let most = 0;
    const chat = await offered(
      async (_messages, onText) => {
        most = Math.max(most, ++now);
        await Promise.resolve();
        onText("x");
        now -= 1;
      },
      { concurrency: 2 },
    );
    await chat.chat({ ...request, choices: 5 }, ignore, signal);
    assert.equal(most, 2);
  });

  it("fails with the editor's reason, under its name", async () => {
    const chat = await offered(() => Promise.reject(new EditorModelError("payment", "its quota is used up.")));
    const error = await failure(chat.chat(request, ignore, signal));
    assert.equal(error.message, "editor/lab/one: its quota is used up.");
    assert.equal(error.details.kind, "payment");
  });

  it("keeps what answered where one of several choices fails", async () => {
    let asked = 0;
    const chat = await offered((_messages, onText) => {
      if (++asked === 2) return Promise.reject(new EditorModelError("server", "it broke."));
      onText("Use a timer.");
      return Promise.resolve();
    });
    const { choices } = await chat.chat({ ...request, choices: 2 }, ignore, signal);
    assert.deepEqual(
      choices.map(({ text, failure: reason }) => [text, reason]),
      [
        ["Use a timer.", null],
        ["", "it broke."],
      ],
    );
  });

  it("is given up when it says nothing for too long, and when nobody waits for it any more", async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const slow = await offered(never, { timeouts: { firstTokenMs: 5 } });
    assert.equal((await failure(slow.chat(request, ignore, signal))).details.kind, "timeout");
    const stop = new AbortController();
    const reply = (await offered(never)).chat(request, ignore, stop.signal);
    stop.abort();
    assert.equal((await failure(reply)).details.kind, "aborted");
  });

  it("that says nothing at all has failed", async () => {
    const chat = await offered(() => Promise.resolve());
    assert.match((await failure(chat.chat(request, ignore, signal))).message, /empty answer/);
  });
});
