import assert from "node:assert/strict";
import { commands, Range, Selection, Uri, window, workspace } from "vscode";
import type { EventOf, RunRecord } from "../../src/core/record/index.ts";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { sendError, streamAll } from "../support/http/sse.ts";
import { configure } from "../support/vscode/in-host.ts";

const TESTS = `from slug import slugify

def test_joins():
    assert slugify("A b") == "a-b"

def test_many():
    for text in ["C d", "E f"]:
        assert slugify(text) == text.lower().replace(" ", "-")

def test_file(tmp_path):
    assert slugify(tmp_path) == "only-here"
`;
const ANSWER = '```python\ndef slugify(text):\n    return text.lower().replace(" ", "-")\n```';

describe("the tests of a workspace and a selected test", () => {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file("/");
  const put = async (name: string, text: string): Promise<Uri> => {
    const uri = Uri.joinPath(folder, name);
    await workspace.fs.writeFile(uri, Buffer.from(text));
    return uri;
  };
  const bodies: string[] = [];
  let server: LocalServer;
  let code: Uri;
  let test: Uri;

  before(async () => {
    server = await localServer(({ path, body }, response) => {
      bodies.push(JSON.stringify(body ?? null));
      if (path === "/v1/chat/completions") streamAll(response, [{ content: ANSWER, finish: "stop" }]);
      else sendError(response, 404, "no such path");
    });
    const endpoint = { name: "mine", kind: "openai", baseUrl: `${server.url}/v1`, models: ["alpha", "beta", "gamma"] };
    await configure("endpoints", [endpoint]);
    await commands.executeCommand("smcs.newChat");
    code = await put("checked/slug.py", "def slugify(text):\n    return text\n");
    test = await put("checked/tests/test_slug.py", TESTS);
  });

  after(async () => {
    await commands.executeCommand("smcs.newChat");
    await configure("endpoints", undefined);
    await server.close();
  });

  it("check the answers to a question about the file that they import, and go to no model", async function () {
    this.timeout(90_000);
    await window.showTextDocument(await workspace.openTextDocument(code));
    const run = await commands.executeCommand<RunRecord>("smcs.ask", "Fix slugify");
    assert.deepEqual(
      run.asked.tests?.map(({ label }) => label),
      ["checked/tests/test_slug.py"],
    );
    assert.deepEqual(
      run.examples.map(({ from }) => from),
      ["checked/tests/test_slug.py", "checked/tests/test_slug.py"],
    );
    assert.deepEqual(run.unrun, [{ from: "checked/tests/test_slug.py", count: 1 }]);
    const winner = run.candidates[run.winner ?? -1];
    assert.deepEqual(
      winner?.checked?.outcomes.map(({ passed }) => passed),
      [true, true],
    );
    assert.ok(bodies.length > 0 && bodies.every((body) => !body.includes("only-here")));
  });

  it("runs the last answer on what is selected, or says why not", async function () {
    this.timeout(90_000);
    const editor = await window.showTextDocument(await workspace.openTextDocument(test));
    const select = (from: number, to: number): void => {
      const { start, end } = new Range(from, 0, to, 0);
      editor.selection = new Selection(start, end);
    };
    select(2, 4);
    const checked = await commands.executeCommand<EventOf<"own-examples">>("smcs.checkAnswer");
    assert.deepEqual(checked.examples, [{ given: 'slugify("A b")', expected: '"a-b"' }]);
    assert.ok(checked.checks.length > 0 && checked.checks.every(({ outcomes }) => outcomes[0]?.passed === true));
    select(9, 11);
    assert.equal(await commands.executeCommand("smcs.checkAnswer"), undefined);
    select(0, 0);
    assert.equal(await commands.executeCommand("smcs.checkAnswer"), undefined);
  });

  it("are not used for a question that asks for words", async () => {
    await window.showTextDocument(await workspace.openTextDocument(code));
    const run = await commands.executeCommand<RunRecord>("smcs.ask", "Explain slugify");
    assert.deepEqual([run.asked.tests, run.examples], [undefined, []]);
  });
});
