import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { APIError, NotFoundError } from "openai";
import { until } from "../support/until.ts";
import { ask, posted, serving } from "./serving.ts";

describe("smcs serve, asked by OpenAI's own package", () => {
  it("answers with the merged answer, its tokens and its reasons", async (t) => {
    const { client, log } = await serving(t);
    const reply = await client().chat.completions.create(ask());
    assert.deepEqual(
      reply.choices.map(({ message, finish_reason }) => [message.role, message.content, finish_reason]),
      [["assistant", "merged", "stop"]],
    );
    assert.ok((reply.usage?.total_tokens ?? 0) > 0);
    const { smcs } = reply as unknown as { smcs: { answer: { merged: boolean }; models: object[]; costUsd: number } };
    assert.deepEqual([smcs.answer.merged, smcs.models.length, smcs.costUsd], [true, 3, 0]);
    const [line] = log;
    assert.deepEqual([line?.model, line?.status, line?.problem], ["smcs/coding", 200, null]);
    assert.ok(!JSON.stringify(log).includes("sort a list"), "the log holds no question");
  });

  it("lists its models, and answers by each preset and system that it lists", async (t) => {
    const { client } = await serving(t, { settings: { "smcs.referencers": 2, "smcs.aggregations": 2 } });
    const ids: string[] = [];
    for await (const { id } of client().models.list()) ids.push(id);
    assert.ok(["smcs", "smcs/coding", "smcs/economy", "smcs/majority-voting"].every((id) => ids.includes(id)));
    for (const id of ids.filter((one) => one !== "smcs/embedder")) {
      const { choices } = await client().chat.completions.create(ask(id));
      assert.match(choices[0]?.message.content ?? "", /^(?:merged|from [abc])$/, id);
    }
  });

  it("streams: the text, then the reasons and the tokens", async (t) => {
    const { client, log } = await serving(t);
    const stream = await client().chat.completions.create({
      ...ask(),
      stream: true,
      stream_options: { include_usage: true },
    });
    let [text, end, usage, reasons] = ["", "", 0, 0];
    for await (const chunk of stream) {
      const [choice] = chunk.choices;
      text += choice?.delta.content ?? "";
      end += choice?.finish_reason ?? "";
      usage += chunk.usage?.total_tokens ?? 0;
      if ("smcs" in chunk) reasons += 1;
    }
    assert.deepEqual([text, end, reasons], ["merged", "stop", 1]);
    assert.ok(usage > 0);
    await until("the log has its line", () => log.length === 1);
    assert.equal(log[0]?.status, 200);
  });

  it("streams the words of a single model before it has ended", async (t) => {
    const { client } = await serving(t);
    const stream = await client().chat.completions.create({ ...ask("smcs/simple-router"), stream: true });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    assert.match(text, /^from [abc]$/);
  });

  it("gives several answers for n, the best first", async (t) => {
    const { client } = await serving(t, { settings: { "smcs.earlyStop": false } });
    const { choices } = await client().chat.completions.create({ ...ask("smcs/majority-voting"), n: 3 });
    assert.deepEqual(
      choices.map(({ index, message }) => [index, /^from [abc]$/.test(message.content ?? "")]),
      [
        [0, true],
        [1, true],
        [2, true],
      ],
    );
    assert.equal(new Set(choices.map(({ message }) => message.content)).size, 3);
  });

  it("follows a conversation, and leaves tools out with a note", async (t) => {
    const { client, models } = await serving(t);
    const reply = await client().chat.completions.create({
      model: "smcs/simple-router",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "What is a list?" },
        { role: "assistant", content: "A sequence." },
        { role: "user", content: [{ type: "text", text: "And a tuple?" }] },
      ],
      tools: [{ type: "function", function: { name: "look", parameters: {} } }],
    });
    assert.deepEqual(models.seen.findLast(({ path }) => path.endsWith("/chat/completions"))?.body?.["messages"], [
      { role: "system", content: "Be brief." },
      { role: "user", content: "What is a list?" },
      { role: "assistant", content: "A sequence." },
      { role: "user", content: "And a tuple?" },
    ]);
    assert.match(JSON.stringify(reply), /The tools were left out: SMCS calls none\./);
  });

  it("asks the models for no more tokens than the settings allow, and for less where the client wants less", async (t) => {
    const { client, models } = await serving(t, { settings: { "smcs.maxOutputTokens": 500 } });
    for (const max_completion_tokens of [100, 5000])
      await client().chat.completions.create({ ...ask("smcs/simple-router"), max_completion_tokens, temperature: 0 });
    const sent = models.seen.filter(({ path }) => path.endsWith("/chat/completions")).map(({ body }) => body);
    assert.deepEqual(
      sent.map((body) => [body?.["max_tokens"] ?? body?.["max_completion_tokens"], body?.["temperature"]]),
      [
        [100, 0],
        [500, 0],
      ],
    );
  });

  for (const stream of [true, false])
    it(`stops the models when the client has gone, ${stream ? "while it streams" : "while it waits"}`, async (t) => {
      const { client, models, log } = await serving(t);
      models.hold();
      const stop = new AbortController();
      const asking = client()
        .chat.completions.create({ ...ask(), stream }, { signal: stop.signal })
        .then(async (reply) => {
          if (Symbol.asyncIterator in reply) for await (const _ of reply);
        });
      await until("a model is asked", () => models.asked() > 0);
      stop.abort();
      await assert.rejects(async () => {
        await asking;
        throw new Error("aborted streams end without an error");
      });
      await models.clientGone;
      await until("the log has its line", () => log.length === 1);
      assert.equal(log[0]?.problem, "client gone");
    });

  it("has errors of the package's own types", async (t) => {
    const { client, models } = await serving(t);
    const failed = async (asking: Promise<unknown>): Promise<APIError> => {
      const error: unknown = await asking.then(
        () => assert.fail("it was answered"),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof APIError);
      return error;
    };
    const unknown = await failed(client().chat.completions.create(ask("gpt-4")));
    assert.ok(unknown instanceof NotFoundError);
    assert.deepEqual([unknown.code, unknown.param], ["model_not_found", "model"]);
    const empty = await failed(client().chat.completions.create({ ...ask(), messages: [] }));
    assert.deepEqual([empty.status, empty.param], [400, "messages"]);
    await models.close();
    const nobody = await failed(client().chat.completions.create(ask()));
    assert.deepEqual([nobody.status, nobody.type], [502, "server_error"]);
    const stream = await client().chat.completions.create({ ...ask(), stream: true });
    await failed(
      (async () => {
        for await (const _ of stream);
      })(),
    );
  });
});

it("ends in order: no new request, running answers come to their end, the others are told", async (t) => {
  const { served, client, models, send } = await serving(t);
  models.hold();
  const first = client().chat.completions.create(ask());
  await until("a model is asked", () => models.asked() > 0);
  const closing = served.close(30_000);
  await assert.rejects(send("/healthz"));
  models.release();
  assert.equal((await first).choices[0]?.message.content, "merged");
  await closing;

  const other = await serving(t);
  other.models.hold();
  const told = other.send("/v1/chat/completions", posted(ask()));
  await until("a model is asked", () => other.models.asked() > 0);
  await other.served.close(0);
  const reply = await told;
  assert.deepEqual([reply.status, /shutting down/.test(await reply.text())], [502, true]);
});
