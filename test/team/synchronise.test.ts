import assert from "node:assert/strict";
import { cp, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import { bankVersion, changeBank, createBank, rewriteBank } from "../../src/bank/store/index.ts";
import { grant } from "../../src/team-bank/index.ts";
import { noPostgres } from "../support/postgres/postgres.ts";
import { entryOf, right, SPACE, startTeam, type Team, wrong } from "../support/team/machines.ts";

describe("the local copy of a team bank", { skip: noPostgres ?? false }, () => {
  let team: Team;
  before(async () => (team = await startTeam()));
  after(() => team.close());

  it("fills the team's bank when that is empty, and another machine gets the same", async () => {
    const access = await team.bank();
    const [one, two] = [team.machine(access), team.machine(access)];
    const odd = entryOf(
      'odd\u0000"\\\n\t',
      { "a\u0000\\b": right, __proto__x: wrong },
      "\u0000 \\N \\. \t\r\n \ud800 \u2028",
    );
    await createBank(one.bank, { space: SPACE, entries: [entryOf("a", { m: right }), odd, entryOf("b")] });
    assert.deepEqual(await one.sync(), {
      revision: 1,
      taken: 0,
      given: 3,
      waiting: null,
      waitingCount: 0,
      unreadable: [],
    });
    assert.equal((await two.sync()).taken, 3);
    assert.deepEqual(await two.entries(), await one.entries());
    assert.deepEqual([...(await two.entries()).keys()], [...(await one.entries()).keys()]);
    assert.deepEqual(await one.sync(), {
      revision: 1,
      taken: 0,
      given: 0,
      waiting: null,
      waitingCount: 0,
      unreadable: [],
    });
  });

  it("takes and gives single changes of every kind", async () => {
    const access = await team.bank();
    const [one, two] = [team.machine(access), team.machine(access)];
    await createBank(one.bank, {
      space: SPACE,
      entries: ["a", "b", "c", "d"].map((id) => entryOf(id, { m: right, n: wrong })),
    });
    await one.sync();
    await two.sync();
    await changeBank(one.bank, SPACE, [
      { kind: "outcomes", id: "a", capability: { m: null, o: wrong } },
      { kind: "remove", id: "b" },
      { kind: "add", entry: entryOf("e", { m: wrong }) },
      { kind: "skills", id: "c", skills: ["sql"] },
      { kind: "remove", id: "d" },
      { kind: "add", entry: entryOf("d", { o: right }, "Other words") },
    ]);
    assert.equal((await one.sync()).given, 5);
    assert.equal((await two.sync()).taken, 5);
    assert.deepEqual(await two.entries(), await one.entries());
  });

  it("keeps what two machines changed at the same time", async () => {
    const access = await team.bank();
    const [one, two] = [team.machine(access), team.machine(access)];
    await createBank(one.bank, { space: SPACE, entries: ["a", "b", "c"].map((id) => entryOf(id, { m: right })) });
    await one.sync();
    await two.sync();
    await changeBank(one.bank, SPACE, [
      { kind: "outcomes", id: "a", capability: { n: right } },
      { kind: "add", entry: entryOf("x", { m: right }) },
      { kind: "remove", id: "b" },
      { kind: "outcomes", id: "c", capability: { m: wrong, n: right } },
    ]);
    await changeBank(two.bank, SPACE, [
      { kind: "outcomes", id: "a", capability: { o: wrong } },
      { kind: "add", entry: entryOf("y") },
      { kind: "add", entry: entryOf("x", { n: wrong }) },
      { kind: "outcomes", id: "b", capability: { o: wrong } },
      { kind: "outcomes", id: "c", capability: { m: null } },
    ]);
    await one.sync();
    await two.sync();
    await one.sync();
    const known = new Map([...(await one.entries())].map(([id, { question }]) => [id, question.capability]));
    assert.deepEqual(
      known,
      new Map<string, unknown>([
        ["a", { m: right, n: right, o: wrong }],
        ["c", { n: right }],
        ["x", { m: right, n: wrong }],
        ["b", { m: right, o: wrong }],
        ["y", {}],
      ]),
    );
    assert.deepEqual(new Map([...(await two.entries())].toSorted()), new Map([...(await one.entries())].toSorted()));
  });

  it("finds what was written as a whole, as an import does", async () => {
    const access = await team.bank();
    const [one, two] = [team.machine(access), team.machine(access)];
    await createBank(one.bank, { space: SPACE, entries: ["a", "b"].map((id) => entryOf(id, { m: right })) });
    await one.sync();
    await two.sync();
    const all = ["b", "c", "d"].map((id) => entryOf(id, { m: right, n: wrong }));
    await rewriteBank(one.bank, () => ({ space: SPACE, entries: all }));
    assert.equal((await one.sync()).given, 4);
    assert.equal((await two.sync()).taken, 4);
    assert.deepEqual(await two.entries(), new Map(all.map((entry) => [entry.question.id, entry])));
  });

  it("gives what is written here while it synchronises", async () => {
    const access = await team.bank();
    const [one, two] = [team.machine(access), team.machine(access)];
    await createBank(one.bank, { space: SPACE, entries: [entryOf("a", { m: right })] });
    await one.sync();
    for (let round = 0; round < 25; round++) {
      const outcome = round % 2 === 0 ? wrong : right;
      const writing = async (): Promise<void> => {
        await pause(round % 12);
        await changeBank(one.bank, SPACE, [{ kind: "outcomes", id: "a", capability: { m: outcome } }]);
      };
      await Promise.all([one.sync(), writing()]);
      await one.sync();
      await two.sync();
      assert.deepEqual((await two.entries()).get("a")?.question.capability, { m: outcome }, `round ${round}`);
    }
  });

  it("of a role that may only read follows the team, and keeps what waits", async () => {
    const access = await team.bank();
    const [one, reader] = [team.machine(access), team.machine(await team.reader(access))];
    await createBank(one.bank, { space: SPACE, entries: ["a", "b"].map((id) => entryOf(id, { m: right })) });
    await one.sync();
    await reader.sync();
    await changeBank(reader.bank, SPACE, [
      { kind: "outcomes", id: "a", capability: { n: right } },
      { kind: "add", entry: entryOf("own", { m: right }) },
    ]);
    for (let round = 0; round < 3; round++) {
      const capability = { m: round % 2 === 0 ? wrong : right };
      await changeBank(one.bank, SPACE, [
        { kind: "outcomes", id: "b", capability },
        { kind: "add", entry: entryOf(`new-${round}`) },
      ]);
      await one.sync();
      const { taken, waitingCount } = await reader.sync();
      assert.deepEqual({ taken, waitingCount }, { taken: 2, waitingCount: 2 });
      const before = await bankVersion(reader.bank);
      assert.deepEqual((await reader.sync()).taken, 0);
      assert.deepEqual(await bankVersion(reader.bank), before, "nothing is written when nothing changed");
    }
    // So much that the copy is written anew.
    const models = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`model-${at}`, right]));
    const many = Array.from({ length: 300 }, (_, at) => ({
      kind: "add" as const,
      entry: entryOf(`many-${at}`, models),
    }));
    await changeBank(one.bank, SPACE, [{ kind: "remove", id: "a" }, ...many]);
    await one.sync();
    assert.equal((await reader.sync()).waitingCount, 2);
    assert.deepEqual((await reader.sync()).taken, 0);
    const entries = await reader.entries();
    assert.deepEqual(entries.get("a")?.question.capability, { m: right, n: right });
    assert.equal(entries.get("b")?.question.capability["m"]?.value, 0);
    assert.ok(entries.has("own") && entries.has("many-299"));
    await grant(access, "reader", "write");
    assert.equal((await reader.sync()).given, 2);
    await one.sync();
    assert.deepEqual(new Map([...(await one.entries())].toSorted()), new Map([...entries].toSorted()));
  });

  it("gives nothing twice after a crash between taking and keeping", async () => {
    const access = await team.bank();
    const [one, two] = [team.machine(access), team.machine(access)];
    await createBank(one.bank, { space: SPACE, entries: [entryOf("a", { m: right })] });
    await one.sync();
    await two.sync();
    const equal = path.join(two.folder, "equal");
    await cp(equal, `${equal}-before`, { recursive: true });
    await changeBank(one.bank, SPACE, [{ kind: "outcomes", id: "a", capability: { m: wrong } }]);
    await one.sync();
    await two.sync();
    await rm(equal, { recursive: true });
    await cp(`${equal}-before`, equal, { recursive: true });
    await changeBank(one.bank, SPACE, [{ kind: "outcomes", id: "a", capability: { m: right, n: right } }]);
    await one.sync();
    await two.sync();
    await one.sync();
    assert.deepEqual((await one.entries()).get("a")?.question.capability, { m: wrong, n: right });
    assert.deepEqual(await two.entries(), await one.entries());
  });
});
