import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { cliHome, runCli } from "../support/cli/run-cli.ts";
import { localServer } from "../support/http/local-server.ts";
import { sendError, streamAll } from "../support/http/sse.ts";

/** Writes to the clipboard, clears the screen, changes the text direction, and overwrites a line. */
const HOSTILE = "\u001b]52;c;cm0gLXJmIH4=\u0007\u001b[2J\u009b2J\u202eevil\u2066\rNote: all is well\u007f";
const STEERING = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** Writes settings with a model that has a hostile name, on a server. */
async function settingsFor(t: TestContext, answer: Parameters<typeof localServer>[0]) {
  const { home, file } = await cliHome(t);
  const server = await localServer(answer);
  t.after(() => server.close());
  const models = [{ id: "m", name: `model ${HOSTILE}` }];
  const endpoints = [{ name: "here", kind: "openai", baseUrl: server.url, models }];
  return { home, file, settings: await file("settings.json", { "smcs.endpoints": endpoints }) };
}

describe("what smcs prints", () => {
  it("shows the control characters of a reply and of a model's name as marks", async (t) => {
    const { home, settings } = await settingsFor(t, (_, response) => {
      streamAll(response, [
        { index: 0, content: `Tabs\tand lines\nstay. ${HOSTILE}` },
        { index: 0, finish: "stop" },
      ]);
    });
    const { status, stdout, stderr } = await runCli(["ask", "Hello?", "--settings", settings], home);
    assert.equal(status, 0, stderr);
    assert.match(
      stdout,
      /Tabs\tand lines\nstay\. <U\+001B>\]52;c;cm0gLXJmIH4=<U\+0007><U\+001B>\[2J<U\+009B>2J<U\+202E>/,
    );
    assert.doesNotMatch(stdout, STEERING);
    assert.doesNotMatch(stderr, STEERING);
    assert.match(stderr, /model <U\+001B>/);
  });

  it("escapes them in a document, which holds the reply as it came", async (t) => {
    const { home, settings } = await settingsFor(t, (_, response) => {
      streamAll(response, [
        { index: 0, content: HOSTILE },
        { index: 0, finish: "stop" },
      ]);
    });
    const { stdout, stderr } = await runCli(["ask", "Hello?", "--settings", settings, "--json"], home);
    assert.doesNotMatch(stdout, STEERING);
    assert.doesNotMatch(stderr, STEERING);
    const { references } = JSON.parse(stdout) as { references: { text: string }[] };
    assert.equal(references[0]?.text, HOSTILE);
  });

  it("shows them as marks in what a server says when it refuses", async (t) => {
    const { home, settings } = await settingsFor(t, (_, response) => {
      sendError(response, 400, HOSTILE);
    });
    const asked = await runCli(["ask", "Hello?", "--settings", settings], home);
    assert.match(asked.stderr, /<U\+001B>/);
    assert.doesNotMatch(asked.stderr, STEERING);
    const tested = await runCli(["endpoints", "test", "--settings", settings], home);
    assert.match(tested.stdout, /HTTP 400/);
    assert.doesNotMatch(`${tested.stdout}${tested.stderr}`, STEERING);
  });

  it("shows them as marks in the names of files, settings and options", async (t) => {
    const { home, file } = await cliHome(t);
    const wrong = await file("wrong.json", { [`smcs.${HOSTILE}`]: 1 });
    for (const args of [
      ["ask", "Hello?", "--context", HOSTILE],
      ["ask", "Hello?", "--settings", wrong],
      ["ask", "Hello?", `--${HOSTILE}`],
      ["bank", "import", HOSTILE],
    ]) {
      const { status, stdout, stderr } = await runCli(args, home);
      assert.notEqual(status, 0);
      assert.match(stderr, /<U\+001B>/, args.join(" "));
      assert.doesNotMatch(`${stdout}${stderr}`, STEERING);
    }
  });

  it("shows them as marks where a bank's questions are evaluated and counted", async (t) => {
    const { home, file, settings } = await settingsFor(t, (_, response) => {
      sendError(response, 500, HOSTILE);
    });
    const question = { id: `id ${HOSTILE}`, question: `How? ${HOSTILE}`, answer: "4", source: `source ${HOSTILE}` };
    const bank = await file("bank.jsonl", `${JSON.stringify(question)}\n`);
    const printed: string[] = [];
    for (const args of [
      ["bank", "import", bank, "--yes"],
      ["bank", "stats"],
      ["bank", "verify"],
      ["bank", "evaluate", "--limit", "1"],
    ]) {
      const { stdout, stderr } = await runCli([...args, "--settings", settings], home);
      printed.push(stdout, stderr);
    }
    assert.doesNotMatch(printed.join(""), STEERING);
  });
});
