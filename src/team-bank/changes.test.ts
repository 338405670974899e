import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import {
  type BankChange,
  bankEntries,
  type BankState,
  changeBank,
  copyState,
  createBank,
  readState,
  rewriteBank,
} from "../bank/store/index.ts";
import { changesSince } from "./changes.ts";
import { repetitions, SEED } from "../../test/support/deep.ts";
import { entryOf, right, SPACE, wrong } from "../../test/support/team/machines.ts";

const id = fc.constantFrom("a", "b", "c", "d");
const change: fc.Arbitrary<(has: (id: string) => boolean) => BankChange[]> = fc.oneof(
  id.map(
    (one) =>
      (has: (id: string) => boolean): BankChange[] =>
        has(one) ? [{ kind: "remove", id: one }] : [],
  ),
  fc.tuple(id, fc.nat(2)).map(([one, words]) => (has: (id: string) => boolean): BankChange[] => [
    ...(has(one) ? [{ kind: "remove", id: one } as const] : []),
    { kind: "add", entry: entryOf(one, { m: right }, `What is ${one}, ${words}?`) },
  ]),
  fc.tuple(id, fc.constantFrom("m", "n"), fc.constantFrom(right, wrong, null)).map(
    ([one, model, outcome]) =>
      (has: (id: string) => boolean): BankChange[] =>
        has(one) ? [{ kind: "outcomes", id: one, capability: { [model]: outcome } }] : [],
  ),
);

/** Applies one change after the other, each decided on what the bank has by then. */
async function apply(
  bank: string,
  changes: readonly ((has: (id: string) => boolean) => BankChange[])[],
): Promise<void> {
  for (const one of changes) await changeBank(bank, SPACE, one);
}

/** Returns the questions of a state with their outcomes and texts. */
async function contentOf(state: BankState): Promise<Map<string, string>> {
  const content = new Map<string, string>();
  for await (const { question } of bankEntries(state)) {
    const { capability, ...words } = question;
    content.set(question.id, JSON.stringify([words, Object.entries(capability).toSorted()]));
  }
  return content;
}

describe("the changes between two states of a bank", () => {
  let folder: string;
  let count = 0;
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), "smcs-changes-"))));
  after(() => rm(folder, { recursive: true, force: true }));

  it("name every question that differs, from journals that went apart as from indexes", async () => {
    const list = fc.array(change, { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(list, list, fc.boolean(), async (one, other, folds) => {
        count += 1;
        const [left, right_] = ["left", "right"].map((name) => path.join(folder, `${count}-${name}`)) as [
          string,
          string,
        ];
        await createBank(left, { space: SPACE, entries: ["a", "b", "z"].map((name) => entryOf(name, { m: right })) });
        await copyState(await readState(left), right_);
        await apply(left, one);
        await apply(right_, other);
        if (folds)
          await rewriteBank(right_, (old) => ({ space: SPACE, entries: old === null ? [] : bankEntries(old) }));
        const [was, is] = [await readState(left), await readState(right_)];
        const changes = await changesSince(was, is);
        const [before_, after_] = [await contentOf(was), await contentOf(is)];
        const differing = [...new Set([...before_.keys(), ...after_.keys()])].filter(
          (name) => before_.get(name) !== after_.get(name),
        );
        for (const name of differing) {
          const found = changes.get(name)?.kind;
          assert.equal(found === "removed", !after_.has(name), name);
          assert.ok(found !== undefined, name);
        }
        // A journal may say what the index says already: giving that to the team changes nothing there.
        for (const [name, { kind }] of changes) assert.ok(differing.includes(name) || kind !== "removed", name);
      }),
      { numRuns: repetitions(40, 400), seed: SEED, endOnFailure: true },
    );
  });
});
