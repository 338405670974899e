import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import "../../test/support/vscode/use-scripted-editor.ts";
import { type LocalServer, localServer } from "../../test/support/http/local-server.ts";
import { scriptedSandbox } from "../../test/support/examples/scripted-sandbox.ts";
import { sendError, streamAll } from "../../test/support/http/sse.ts";
import type { Sources } from "../assembly/index.ts";
import { readRun } from "../records/index.ts";
import { canBeReply, conversationOf, turnsOf } from "../core/conversation/index.ts";
import { parseSettings } from "../core/settings/index.ts";
import type { ChatSession, SessionEvent, SessionPlace } from "./chat-session.ts";

const { ChatSession: Session, NotAskedError } = await import("./chat-session.ts");

describe("a chat", () => {
  let folder: string;
  let server: LocalServer;
  let place: SessionPlace;
  let session: ChatSession;
  /** Models that refuse requests. */
  const broken = new Set<string>();
  /** Models that send nothing until their request is cancelled. */
  const slow = new Set<string>();
  /** What models say, where that matters. */
  const replies = new Map<string, string>();
  const errors: string[] = [];
  let agrees = true;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smcs-chat-"));
    server = await localServer(({ body, path: address }, response) => {
      const model = String(body?.["model"]);
      if (!address.endsWith("/chat/completions")) sendError(response, 404, "Not here.");
      else if (broken.has(model)) sendError(response, 400, "It cannot do that.");
      else if (slow.has(model)) response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      else streamAll(response, [{ content: replies.get(model) ?? `Answer of ${model}.` }, { finish: "stop" }]);
    });
    place = {
      folder: path.join(folder, "chats"),
      runsFolder: path.join(folder, "runs"),
      confirmCost: () => Promise.resolve(agrees),
      onPool: () => undefined,
      onError: (message) => errors.push(message),
    };
    session = await Session.open(undefined, place);
  });

  after(async () => {
    session.dispose();
    await session.flush();
    await server.close();
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(errors, []);
  });

  const sources = (usd = 0, system = "smcs"): Sources => {
    const models = ["a", "b", "c"].map((id) => ({ id, promptUsdPerMTok: usd, completionUsdPerMTok: usd }));
    const endpoint = { name: "lab", kind: "openai", baseUrl: `${server.url}/v1`, models };
    return {
      settings: parseSettings({ "smcs.endpoints": [endpoint], "smcs.system": system }),
      keyOf: () => Promise.resolve(null),
      bankFolder: path.join(folder, "bank"),
      starterFolder: path.join(import.meta.dirname, "../../starter-bank"),
      modelsFolder: path.join(folder, "models"),
      simulated: null,
    };
  };
  const prepared =
    (text = "const x = 1;") =>
    () =>
      Promise.resolve({ sources: sources(), context: [{ label: "a.ts", text }] });
  const asked = () => session.runs.map(({ question }) => question);

  it("goes on with what was asked and answered", async () => {
    const first = await session.ask("One?", prepared());
    assert.deepEqual([first.outcome, first.replaces, first.preset], ["done", null, null]);
    const second = await session.ask("Two?", prepared(), { preset: "economy" });
    assert.deepEqual(
      second.asked.conversation.map(({ role }) => role),
      ["user", "assistant"],
    );
    assert.equal(second.preset, "economy");
  });

  it("asks anew in the place of a run: later questions hear nothing of what was replaced", async () => {
    const [first] = session.runs;
    const anew = await session.ask("One, in other words?", prepared(), { replaces: first?.runId ?? "" });
    assert.deepEqual([anew.asked.conversation, anew.replaces], [[], first?.runId]);
    const next = await session.ask("Three?", prepared());
    assert.deepEqual(
      next.asked.conversation.filter(({ role }) => role === "user").map(({ content }) => content),
      ["One, in other words?"],
    );
    assert.deepEqual(asked(), ["One?", "Two?", "One, in other words?", "Three?"]);
    assert.deepEqual(
      turnsOf(session.runs).map(({ run }) => run.question),
      ["One, in other words?", "Three?"],
    );
  });

  it("asks with the user's prompts, keeps them with the run, and asks again with those, whatever is set then", async () => {
    const prompts = {
      question: { system: "Mine.", user: "<{question}>" },
      aggregation: { system: "Merge.\n\n{references}", user: "{question}" },
    };
    const own = sources();
    const withPrompts: Sources = { ...own, settings: { ...own.settings, promptTemplates: prompts } };
    broken.add("b");
    const before = server.seen.length;
    const run = await session.ask("Prompted?", () => Promise.resolve({ sources: withPrompts, context: [] }));
    broken.clear();
    const retried = server.seen.length;
    assert.deepEqual(run.asked.prompts, prompts);
    assert.deepEqual(run.asked.text, "Prompted?");
    await session.goOn(run.runId, [{ model: "b" }], () => Promise.resolve(own));
    for (const { body } of server.seen.slice(before)) {
      const messages = body?.["messages"] as { role: string; content: string }[];
      assert.match(messages[0]?.content ?? "", /^(Mine\.$|Merge\.)/);
      assert.equal(messages.at(-1)?.content, "<Prompted?>");
    }
    assert.ok(server.seen.length > retried);
    const file = (await readdir(place.runsFolder)).find((name) => name.includes(run.runId)) ?? "";
    const kept = await readRun(path.join(place.runsFolder, file));
    assert.deepEqual(kept.asked.prompts, prompts);
    const anew = await session.ask("Prompted?", () => Promise.resolve({ sources: own, context: [] }), {
      replaces: run.runId,
    });
    assert.equal(anew.asked.prompts, undefined);
  });

  it("gives a picture back before anything begins where the cap leaves out whoever sees it", async () => {
    const [endpoint] = sources().settings.endpoints;
    const seeing = { name: "elsewhere", kind: "openai", baseUrl: "https://models.example/v1" };
    const settings = parseSettings({
      "smcs.endpoints": [endpoint, { ...seeing, models: [{ id: "d", vision: true }] }],
      "smcs.budget.perQuestionUsd": 1,
    });
    const picture = { mediaType: "image/png", data: "", width: 28, height: 28 } as const;
    const context = [{ label: "a.png", text: "A picture.", picture }];
    const before = asked();
    await assert.rejects(
      session.ask("What is it?", () => Promise.resolve({ sources: { ...sources(), settings }, context })),
      /No model here sees pictures/,
    );
    assert.deepEqual(asked(), before);
  });

  it("asks a model again that failed, as a part of the same run and of the same files", async () => {
    broken.add("b");
    const run = await session.ask("Four?", prepared());
    const partial = "2 of 3 models answered.";
    assert.ok(run.warnings.includes(partial));
    broken.clear();
    const requests = server.seen.length;
    const events: SessionEvent[] = [];
    const listening = session.onEvent((event) => events.push(event));
    const files = await readdir(place.runsFolder);
    const again = await session.goOn(run.runId, [{ model: "b" }], () => Promise.resolve(sources()));
    listening.dispose();
    const askedNow = server.seen.slice(requests).map(({ body }) => body?.["model"]);
    assert.equal(askedNow.filter((model) => model === "b").length >= 1, true);
    assert.deepEqual([again.runId, again.outcome], [run.runId, "done"]);
    assert.deepEqual(
      again.warnings,
      run.warnings.filter((warning) => warning !== partial),
    );
    assert.deepEqual(again.references.map(({ status, retries }) => [status, retries]).sort(), [
      ["finished", 0],
      ["finished", 0],
      ["finished", 1],
    ]);
    assert.deepEqual([events[0]?.event.type, events.at(-1)?.event.type], ["run-resume", "run-end"]);
    assert.deepEqual(await readdir(place.runsFolder), files, "no further file");
    const file = files.find((name) => name.includes(run.runId)) ?? "";
    assert.deepEqual(await readRun(path.join(place.runsFolder, file)), again);
  });

  it("goes on with a model's own answer of a run that was stopped, or merges what had arrived", async () => {
    slow.add("c");
    const answered = new Set<string>();
    const listening = session.onEvent(({ event }) => {
      if (event.type === "reference-end" && event.status === "finished") answered.add(event.model);
      if (answered.size === 2) void session.stop();
    });
    const { runId, outcome, references } = await session.ask("Stopped?", prepared());
    listening.dispose();
    slow.clear();
    assert.equal(outcome, "aborted");
    assert.deepEqual(references.map(({ status }) => status).toSorted(), ["aborted", "finished", "finished"]);
    const run = () => session.runs.find((one) => one.runId === runId);
    assert.equal(session.useReference(runId, { model: "c" }), false, "it is not whole");
    assert.equal(session.useReference(session.runs[0]?.runId ?? "", { model: "a" }), false, "it has an answer");
    assert.equal(session.useReference(runId, { model: "b" }), true);
    assert.deepEqual(conversationOf(session.runs).at(-1), { role: "assistant", content: "Answer of b." });
    await session.flush();
    const opened = await Session.open(session.id, place);
    assert.deepEqual(conversationOf(opened.runs), conversationOf(session.runs));
    opened.dispose();
    const requests = server.seen.length;
    const again = await session.goOn(runId, [], () => Promise.resolve(sources()));
    assert.deepEqual([again.runId, again.outcome, again.fallback], [runId, "done", null]);
    assert.equal(again.candidates[again.winner ?? -1]?.status, "finished");
    const askedAlone = server.seen.slice(requests).filter(({ body }) => {
      const messages = (body?.["messages"] ?? []) as readonly { content: string }[];
      return messages.at(-1)?.content === "Stopped?" && !messages[0]?.content.includes("### Response 1");
    });
    assert.deepEqual(askedAlone, [], "nobody is asked the question itself again");
    assert.deepEqual(run(), again);
  });

  it("refuses to ask again what has answered, and leaves everything as it was", async () => {
    const before = session.runs;
    const last = before.at(-1)?.runId ?? "";
    const refused = session.goOn(last, [{ model: "b" }], () => Promise.resolve(sources()));
    await assert.rejects(refused, /it has answered/);
    await assert.rejects(
      session.goOn("gone", [{ model: "b" }], () => Promise.resolve(sources())),
      /not part of this chat/,
    );
    assert.deepEqual(session.runs, before);
    assert.equal(session.busy, false);
  });

  it("asks nobody again at a price that the user does not want", async () => {
    broken.add("c");
    const run = await session.ask("Five?", prepared());
    broken.clear();
    agrees = false;
    const requests = server.seen.length;
    const dear = session.goOn(run.runId, [{ model: "c" }], () => Promise.resolve(sources(1000)));
    await assert.rejects(dear, NotAskedError);
    agrees = true;
    assert.equal(server.seen.slice(requests).filter(({ method }) => method === "POST").length, 0);
  });

  it("answers by the system of its sources, and asks a model again within the system that answered", async () => {
    broken.add("b");
    const prepare = () => Promise.resolve({ sources: sources(0, "majority-voting"), context: [] });
    const run = await session.ask("Which one?", prepare);
    broken.clear();
    assert.deepEqual([run.system, run.subsets, run.candidates.length], ["majority-voting", [], 2]);
    assert.ok(run.candidates.every(({ model, text }) => text === `Answer of ${model}.`));
    const again = await session.goOn(run.runId, [{ model: "b" }], () => Promise.resolve(sources()));
    assert.deepEqual([again.system, again.outcome, again.candidates.length], ["majority-voting", "done", 3]);
  });

  it("takes for the reply only what an ended run has to offer", () => {
    const runs = session.runs.filter(({ outcome }) => outcome === "done");
    const [run] = runs.filter((one) => one.candidates.some((candidate) => canBeReply(one, candidate)));
    assert.ok(run);
    const index = run.candidates.findIndex((candidate) => canBeReply(run, candidate));
    const draw = run.candidates[index]?.subset ?? -1;
    assert.equal(session.choose(run.runId, draw)?.choice, index);
    assert.equal(session.choose(run.runId, 999), undefined);
    assert.equal(session.choose("gone", draw), undefined);
    assert.equal(session.runs.find(({ runId }) => runId === run.runId)?.choice, index);
  });

  it("keeps what the user thinks of the answer that stands, also on disk, until it is taken back", async () => {
    const run = session.runs.find(({ outcome, choice }) => outcome === "done" && choice !== null)!;
    const { subset: draw } = run.candidates[run.choice!]!;
    const ratings = (chat: ChatSession) =>
      chat.runs.find(({ runId }) => runId === run.runId)?.candidates[run.choice!]?.rating;
    assert.equal(session.rate(run.runId, { draw: 999 }, "good"), undefined);
    assert.equal(session.rate(run.runId, { model: "a" }, "good"), undefined);
    assert.equal(session.rate("gone", { draw }, "good"), undefined);
    assert.equal(session.rate(run.runId, { draw }, "good")?.choice, run.choice);
    assert.equal(session.rate(run.runId, { draw }, "good"), undefined, "it is kept already");
    await session.flush();
    const again = await Session.open(session.id, place);
    assert.deepEqual([ratings(session), ratings(again)], ["good", "good"]);
    again.dispose();
    session.rate(run.runId, { draw }, null);
    assert.equal(ratings(session), null);
  });

  it("keeps its reply from the moment that a reference is asked for again", async () => {
    broken.add("c");
    const { runId } = await session.ask("Six?", prepared());
    broken.clear();
    const choose = () => {
      const run = session.runs.find((one) => one.runId === runId);
      const candidate = run?.candidates.find((one) => canBeReply(run, one));
      return session.choose(runId, candidate?.subset ?? -1);
    };
    const again = session.goOn(runId, [{ model: "c" }], () => Promise.resolve(sources()));
    assert.equal(choose(), undefined);
    assert.equal((await again).choice, null);
    assert.equal(typeof choose()?.choice, "number");
  });

  it("that was left asks nobody any more, and tells whoever asks", async () => {
    const left = await Session.open(undefined, place);
    left.dispose();
    const requests = server.seen.length;
    await assert.rejects(left.ask("Who hears this?", prepared()), NotAskedError);
    assert.equal(server.seen.length, requests);
  });

  it("is the same when it is opened again", async () => {
    await session.flush();
    const opened = await Session.open(session.id, place);
    assert.deepEqual(opened.runs, session.runs);
    assert.deepEqual(conversationOf(opened.runs), conversationOf(session.runs));
    opened.dispose();
  });

  it("knows what another window has asked in it since it was opened", async () => {
    await session.flush();
    const other = await Session.open(session.id, place);
    assert.equal(await other.changedElsewhere(), false);
    const third = await Session.open(session.id, place);
    await third.ask("From elsewhere?", prepared());
    assert.equal(await other.changedElsewhere(), true);
    for (const one of [other, third]) one.dispose();
  });

  describe("with an example of the reader's own", () => {
    const sandbox = scriptedSandbox((code) => code.includes("2 * n"));
    const { signal } = new AbortController();
    const check = (runId: string, text: string) => session.checkOwn(runId, text, sandbox, signal);

    it("keeps how the answers did on it, and decides nothing by it", async () => {
      for (const model of ["a", "b", "c"]) replies.set(model, "```python\ndef double(n):\n    return 2 * n\n```");
      const before = await session.ask("Write double(n).", prepared());
      await check(before.runId, "double(2) == 4");
      await check(before.runId, "assert double(3) == 6");
      await check(before.runId, "double(2) == 4");
      replies.clear();
      const opened = await Session.open(session.id, place);
      const after = opened.runs.find(({ runId }) => runId === before.runId);
      opened.dispose();
      assert.deepEqual(after?.ownExamples, [
        { given: "double(2)", expected: "4" },
        { given: "double(3)", expected: "6" },
      ]);
      assert.deepEqual(
        after.candidates.map(({ own }) => own.map(({ passed }) => passed)),
        before.candidates.map(({ text }) => (text === "" ? [] : [true, true])),
      );
      assert.deepEqual([after.winner, after.examples], [before.winner, []]);
      const { ownExamples: _, candidates, ...rest } = after;
      assert.deepEqual({ ...before, candidates, ownExamples: [] }, { ...rest, candidates, ownExamples: [] });
    });

    it("says why it was not run, and keeps nothing", async () => {
      const { runId } = await session.ask("What is a stack?", prepared());
      await assert.rejects(check(runId, "double(2) == 4"), /holds no code for them/);
      await assert.rejects(check(runId, "faster"), /not an example that SMCS can run: "faster"/);
      await assert.rejects(check("other", "double(2) == 4"), /no longer part of this chat/);
      const stopped = session.checkOwn(session.runs.at(-2)?.runId ?? "", "f(1) == 2", sandbox, AbortSignal.abort());
      await assert.rejects(stopped, /abort/i);
      assert.deepEqual(session.runs.at(-1)?.ownExamples, []);
    });
  });
});
