import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { changeBank, createBank } from "../../src/bank/store/index.ts";
import { type TeamAccess, TeamFollower, type TeamState } from "../../src/team-bank/index.ts";
import { noPostgres } from "../support/postgres/postgres.ts";
import { entryOf, type Machine, right, SPACE, startTeam, type Team, wrong } from "../support/team/machines.ts";
import { until } from "../support/until.ts";

const PATIENCE_MS = 30_000;

describe("a copy that follows its team bank", { skip: noPostgres ?? false }, () => {
  let team: Team;
  before(async () => (team = await startTeam()));
  after(() => team.close());

  /** Follows with one machine until the test ends. */
  function following(t: TestContext, access: TeamAccess, machine: Machine) {
    const states: TeamState[] = [];
    const follower = new TeamFollower({ access, folder: machine.folder }, (state) => states.push(state));
    t.after(() => follower.close());
    return { follower, states };
  }

  async function outcomeOf({ entries }: Machine, id: string, model: string): Promise<number | undefined> {
    return (await entries()).get(id)?.question.capability[model]?.value;
  }

  it("gives what is written here, and takes what others write, within two seconds", async (t) => {
    const access = await team.bank();
    const [one, two] = [team.machine(access), team.machine(access)];
    await createBank(one.bank, { space: SPACE, entries: [entryOf("a", { m: right })] });
    const { follower } = following(t, access, one);
    await follower.settled(PATIENCE_MS);
    const { follower: other } = following(t, access, two);
    await other.settled(PATIENCE_MS);
    assert.equal(await outcomeOf(two, "a", "m"), 1);
    for (const outcome of [wrong, right, wrong]) {
      await changeBank(two.bank, SPACE, [{ kind: "outcomes", id: "a", capability: { m: outcome } }]);
      await until("the other machine has it", async () => (await outcomeOf(one, "a", "m")) === outcome.value, 2000);
    }
  });

  it("goes on without the server, says since when, and catches up", async (t) => {
    const access = await team.bank();
    const [one, two] = [team.machine(access), team.machine(access)];
    await createBank(one.bank, { space: SPACE, entries: [entryOf("a", { m: right })] });
    const { follower, states } = following(t, access, one);
    await follower.settled(PATIENCE_MS);
    assert.equal(follower.state.kind, "equal");
    await team.server.kill();
    await until("it notices", () => follower.state.kind === "away");
    await changeBank(one.bank, SPACE, [{ kind: "outcomes", id: "a", capability: { n: wrong } }]);
    await follower.settled(PATIENCE_MS);
    const away = states.flatMap((state) => (state.kind === "away" ? [state] : []));
    assert.ok(away.every(({ since }) => since === away[0]?.since));
    assert.match(away[0]?.problem ?? "", /^The database of the team bank .* (cut the connection|is being stopped)/);
    await team.server.start();
    await until("it is back", async () => {
      await follower.settled(1000);
      return follower.state.kind === "equal";
    });
    await two.sync();
    assert.equal(await outcomeOf(two, "a", "n"), 0);
  });

  it("two windows of one machine share one copy", async (t) => {
    const access = await team.bank();
    const machine = team.machine(access);
    await createBank(machine.bank, { space: SPACE, entries: [entryOf("a", { m: right })] });
    const windows = [following(t, access, machine), following(t, access, machine)];
    for (let round = 0; round < 10; round++) {
      const capability = { m: round % 2 === 0 ? right : wrong };
      await changeBank(machine.bank, SPACE, [{ kind: "outcomes", id: "a", capability }]);
      for (const { follower } of windows) await follower.settled(PATIENCE_MS);
    }
    assert.deepEqual(
      windows.map(({ follower }) => follower.state.kind),
      ["equal", "equal"],
    );
    const other = team.machine(access);
    await other.sync();
    assert.equal(await outcomeOf(other, "a", "m"), 0);
  });
});
