import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { Memento } from "vscode";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { editor } from "../../../test/support/vscode/scripted-editor.ts";

const { DownloadOffer } = await import("./download-offer.ts");

function memory(): Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <Value>(key: string, otherwise?: Value) => (values.get(key) ?? otherwise) as Value,
    update: (key, value) => Promise.resolve(void values.set(key, value)),
  };
}

/** Returns the offer to a user who has asked a number of questions. */
async function offerAfter(questions: number) {
  const offer = new DownloadOffer(memory());
  for (let asked = 0; asked < questions; asked++) await offer.noteQuestion();
  return offer;
}

describe("the offer of an embedding model", () => {
  beforeEach(() => {
    editor.shown.length = 0;
  });

  it("is made once per model, whatever the answer, also where the download then fails", async () => {
    for (const answer of ["Download", "Not Now", "Never", undefined]) {
      editor.answer = () => Promise.resolve(answer);
      const offer = await offerAfter(5);
      editor.shown.length = 0;
      assert.equal(await offer.accepted("made-up/model", "hub.example"), answer === "Download");
      assert.equal(await offer.accepted("made-up/model", "hub.example"), false);
      assert.equal(editor.shown.length, 1);
      await offer.accepted("made-up/other", "hub.example");
      assert.equal(editor.shown.length, 2);
    }
  });

  it("is not made before five questions were answered", async () => {
    const offer = await offerAfter(4);
    assert.equal(await offer.accepted("made-up/model", "hub.example"), false);
    assert.deepEqual(editor.shown, []);
    editor.answer = () => Promise.resolve("Download");
    await offer.noteQuestion();
    assert.equal(await offer.accepted("made-up/model", "hub.example"), true);
  });

  it("is not made of a model that the user has removed", async () => {
    const offer = await offerAfter(5);
    await offer.refuse("made-up/model");
    assert.equal(await offer.accepted("made-up/model", "hub.example"), false);
    assert.deepEqual(editor.shown, []);
  });
});
