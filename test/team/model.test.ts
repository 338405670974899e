import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { type BankChange, bankExists, changeBank, createBank, rewriteBank } from "../../src/bank/store/index.ts";
import { bankEntries } from "../../src/bank/store/index.ts";
import { TeamBankError } from "../../src/team-bank/index.ts";
import { repetitions, SEED } from "../support/deep.ts";
import { noPostgres } from "../support/postgres/postgres.ts";
import { entryOf, type Machine, right, SPACE, startTeam, type Team, wrong } from "../support/team/machines.ts";

const IDS = ["a", "b", "c", "d", "e"];
const MODELS = ["m", "n", "o"];
const MACHINES = 3;

/** What one machine does next. */
type Step = { readonly at: number } & (
  | { readonly kind: "put"; readonly id: string; readonly words: number }
  | { readonly kind: "tell"; readonly id: string; readonly model: string; readonly outcome: number }
  | { readonly kind: "remove"; readonly id: string }
  | { readonly kind: "skills"; readonly id: string }
  | { readonly kind: "fold" }
  | { readonly kind: "sync" }
  /** Writes while it synchronises. @property afterMs since the synchronisation began */
  | { readonly kind: "while"; readonly id: string; readonly model: string; readonly afterMs: number }
  /** @property afterMs the connection is cut this long after the synchronisation began */
  | { readonly kind: "cut"; readonly afterMs: number }
);

const at = fc.nat(MACHINES - 1);
const id = fc.constantFrom(...IDS);
const model = fc.constantFrom(...MODELS);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("put" as const), at, id, words: fc.nat(2) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("tell" as const),
      at,
      id,
      model,
      outcome: fc.nat(2),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), at, id }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("skills" as const), at, id }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fold" as const), at }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("sync" as const), at }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("while" as const), at, id, model, afterMs: fc.nat(40) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("cut" as const), at, afterMs: fc.nat(60) }) },
);

/** Returns the change that a step makes, given what the machine has; null when it makes none. */
function changeOf(given: Step, has: boolean): readonly BankChange[] | null {
  switch (given.kind) {
    case "put": {
      const add = {
        kind: "add" as const,
        entry: entryOf(given.id, { m: right }, `What is ${given.id}, ${given.words}?`),
      };
      return has ? [{ kind: "remove", id: given.id }, add] : [add];
    }
    case "tell": {
      const outcome = [right, wrong, null][given.outcome] ?? null;
      return has ? [{ kind: "outcomes", id: given.id, capability: { [given.model]: outcome } }] : null;
    }
    case "remove":
      return has ? [{ kind: "remove", id: given.id }] : null;
    case "skills":
      return has ? [{ kind: "skills", id: given.id, skills: ["sql"] }] : null;
    default:
      return null;
  }
}

describe(
  "machines that share a bank, write at random and lose their connections",
  { skip: noPostgres ?? false },
  () => {
    let team: Team;
    before(async () => (team = await startTeam()));
    after(() => team.close());

    async function act(machine: Machine, given: Step): Promise<void> {
      if (given.kind === "sync") await machine.sync();
      else if (given.kind === "cut") await cut(machine, given.afterMs);
      else if (given.kind === "while") await writing(machine, given);
      else if (!(await bankExists(machine.bank)))
        await createBank(machine.bank, { space: SPACE, entries: [entryOf("z")] });
      else if (given.kind === "fold") {
        await rewriteBank(machine.bank, (old) => ({ space: SPACE, entries: old === null ? [] : bankEntries(old) }));
      } else {
        const changes = changeOf(given, (await machine.entries()).has(given.id));
        if (changes !== null) await changeBank(machine.bank, SPACE, changes);
      }
    }

    /** Writes another outcome than the one that is there, so that a lost write shows. */
    async function writing(machine: Machine, { id: told, model: of, afterMs }: Extract<Step, { kind: "while" }>) {
      if (!(await bankExists(machine.bank))) return;
      const ending = machine.sync();
      for (let write = 0; write < 3; write++) {
        await pause(afterMs / 3);
        const { question } = (await machine.entries()).get(told) ?? {};
        if (question === undefined) break;
        const capability = { [of]: question.capability[of]?.value === 1 ? wrong : right };
        // The team may have removed the question since.
        await changeBank(machine.bank, SPACE, [{ kind: "outcomes", id: told, capability }]).catch(() => undefined);
      }
      await ending;
    }

    async function cut(machine: Machine, afterMs: number): Promise<void> {
      const ending = machine.sync().then(
        () => undefined,
        (error: unknown) => {
          assert.ok(error instanceof TeamBankError && error.passing, String(error));
        },
      );
      await pause(afterMs);
      await team.server.run(
        team.server.ownAccess("postgres"),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'smcs test'",
      );
      await ending;
    }

    it("hold the same in the end, and everything that nobody removed", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
          const access = await team.bank();
          const machines = Array.from({ length: MACHINES }, () => team.machine(access));
          for (const given of steps) await act(machines[given.at] as Machine, given);
          // Twice around: what the last one gives, the first one takes.
          for (const machine of [...machines, ...machines]) await machine.sync();
          const [first, ...others] = await Promise.all(
            machines.map(async ({ bank, entries }) =>
              (await bankExists(bank)) ? new Map([...(await entries())].toSorted()) : null,
            ),
          );
          for (const other of others) assert.deepEqual(other, first);
          const removed = new Set(steps.flatMap((one) => (one.kind === "remove" ? [one.id] : [])));
          const kept = steps.flatMap((one) => (one.kind === "put" && !removed.has(one.id) ? [one] : []));
          const lost = kept.filter(({ id: put }) => first?.has(put) === false && wasMade(steps, put));
          assert.deepEqual(lost, []);
        }),
        { numRuns: repetitions(6, 150), seed: SEED, endOnFailure: true },
      );
    });
  },
);

/** Whether a question was put on a machine that had a bank by then: the first step there only creates one. */
function wasMade(steps: readonly Step[], id: string): boolean {
  const begun = new Set<number>();
  for (const one of steps) {
    if (one.kind === "put" && one.id === id && begun.has(one.at)) return true;
    if (one.kind !== "sync" && one.kind !== "cut" && one.kind !== "while") begun.add(one.at);
  }
  return false;
}
