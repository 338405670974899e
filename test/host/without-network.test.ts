import assert from "node:assert/strict";
import { mock } from "node:test";
import { commands, window } from "vscode";
import type { RunRecord } from "../../src/core/record/index.ts";
import { localServer } from "../support/http/local-server.ts";
import { connections } from "../support/vscode/connection-watch/connections.ts";
import { configure } from "../support/vscode/in-host.ts";

const QUESTION = "How do I reverse a linked list?";

const isHere = (address: string): boolean => /^(127\.|::1$|localhost$)/.test(address);

async function withoutDialogs(work: () => Promise<void>): Promise<number> {
  const shown = mock.method(window, "showErrorMessage", () => Promise.resolve(undefined));
  try {
    await work();
    return shown.mock.callCount();
  } finally {
    shown.mock.restore();
  }
}

describe("the extension on a machine without network", () => {
  const hub = process.env["HF_ENDPOINT"];

  before(async () => {
    // No server listens there, as on a machine without a network.
    process.env["HF_ENDPOINT"] = "http://127.0.0.1:9";
    await commands.executeCommand("smcs.useDemoModels");
    await commands.executeCommand("smcs.newChat");
  });
  after(async () => {
    if (hub === undefined) delete process.env["HF_ENDPOINT"];
    else process.env["HF_ENDPOINT"] = hub;
    await configure("embedding.backend", undefined);
  });

  it("answers the first question with the built-in embedder, reaches out to nobody and shows no error", async () => {
    const before = connections().length;
    const server = await localServer((_, response) => void response.end());
    await fetch(server.url);
    await server.close();
    assert.equal(connections().length, before + 1, "somebody watches");
    const errors = await withoutDialogs(async () => {
      const run = await commands.executeCommand<RunRecord>("smcs.ask", QUESTION);
      assert.equal(run.outcome, "done");
      assert.match(run.selection?.space ?? "", /^built-in\//);
      assert.equal(run.comparedIn, run.selection?.space);
      assert.deepEqual(
        run.warnings.filter((warning) => /embed/i.test(warning)),
        [],
      );
    });
    assert.deepEqual(
      connections()
        .slice(before)
        .filter((address) => !isHere(address)),
      [],
    );
    assert.equal(errors, 0);
  });

  it("answers and says why when the model was asked for", async () => {
    await configure("embedding.backend", "transformers");
    const errors = await withoutDialogs(async () => {
      const run = await commands.executeCommand<RunRecord>("smcs.ask", QUESTION);
      assert.equal(run.outcome, "done");
      assert.match(run.selection?.space ?? "", /^built-in\//);
      assert.ok(
        run.warnings.some((warning) => /not on this machine yet.*built-in embedder/.test(warning)),
        run.warnings.join(),
      );
    });
    assert.equal(errors, 0);
  });

  it("tells of a download that cannot be made, and answers the next question all the same", async () => {
    const errors = await withoutDialogs(async () => {
      await commands.executeCommand("smcs.embedding.download");
    });
    assert.equal(errors, 1, "a download that fails is told");
    const run = await commands.executeCommand<RunRecord>("smcs.ask", QUESTION);
    assert.equal(run.outcome, "done");
  });
});
