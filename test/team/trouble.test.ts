import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { changeBank, createBank } from "../../src/bank/store/index.ts";
import { parseTeamAddress } from "../../src/servers/index.ts";
import { createTables, newestSchema, TeamBankError, teamStatus } from "../../src/team-bank/index.ts";
import { noPostgres } from "../support/postgres/postgres.ts";
import { entryOf, right, SPACE, startTeam, type Team, wrong } from "../support/team/machines.ts";

describe("trouble with a team bank", { skip: noPostgres ?? false }, () => {
  let team: Team;
  before(async () => (team = await startTeam()));
  after(() => team.close());

  /** Returns a bank that one machine has filled with questions a to e. */
  async function filled() {
    const access = await team.bank();
    const one = team.machine(access);
    await createBank(one.bank, {
      space: SPACE,
      entries: ["a", "b", "c", "d", "e"].map((id) => entryOf(id, { m: right })),
    });
    await one.sync();
    return { access, one };
  }

  const failing = (what: RegExp, passing: boolean) => (error: unknown) => {
    assert.ok(error instanceof TeamBankError, String(error));
    assert.match(error.message, what);
    assert.equal(error.passing, passing);
    return true;
  };

  it("tables of another version are neither read nor written, and changes wait", async () => {
    const { access, one } = await filled();
    await changeBank(one.bank, SPACE, [{ kind: "outcomes", id: "a", capability: { n: wrong } }]);
    const insert = "INSERT INTO smcs.migrations (name) VALUES ('999-later')";
    await team.server.run(access, insert);
    await assert.rejects(one.sync(), failing(/A newer version of SMCS made the tables/, false));
    await assert.rejects(createTables(access), /A newer version of SMCS made the tables.* Update SMCS here\./);
    await team.server.run(access, "DELETE FROM smcs.migrations WHERE name = '999-later'");
    await team.server.run(access, "UPDATE smcs.migrations SET name = '000-before'");
    await assert.rejects(one.sync(), failing(/of an older version of SMCS.*smcs team init/s, false));
    await team.server.run(access, "UPDATE smcs.migrations SET name = '001-bank'");
    assert.equal((await one.sync()).given, 1);
  });

  it("tables are created once when many ask for them at the same time", async () => {
    const access = await team.server.database();
    const steps = await Promise.all(Array.from({ length: 4 }, () => createTables(access)));
    assert.deepEqual(steps.flat(), [newestSchema]);
    assert.equal((await teamStatus(access)).revision, 0);
  });

  it("a bank that was set back, or another one at the address, changes nothing here", async () => {
    const { access, one } = await filled();
    await changeBank(one.bank, SPACE, [{ kind: "remove", id: "a" }]);
    await team.server.run(access, "UPDATE smcs.bank SET revision = 0");
    await assert.rejects(one.sync(), failing(/an older revision, 0 in place of 1.*Rename the folder/, false));
    await team.server.run(access, "UPDATE smcs.bank SET revision = 7, id = gen_random_uuid()");
    await assert.rejects(one.sync(), failing(/holds another bank than the copy/, false));
    assert.deepEqual([...(await one.entries()).keys()], ["b", "c", "d", "e"]);
  });

  it("rows that somebody wrote by hand are passed over and named", async () => {
    const { access } = await filled();
    await team.server.run(access, "UPDATE smcs.questions SET question = 'not JSON' WHERE id = 'b'");
    await team.server.run(access, "UPDATE smcs.questions SET question = '{}' WHERE id = 'c'");
    await team.server.run(access, "UPDATE smcs.questions SET vector = '' WHERE id = 'd'");
    const long = `{"source":"x","task":{"kind":"open"},"question":"' || repeat('x', 10000000) || '"}`;
    await team.server.run(access, `UPDATE smcs.questions SET question = '${long}' WHERE id = 'e'`);
    const two = team.machine(access);
    const { unreadable } = await two.sync();
    assert.deepEqual(unreadable.toSorted(), ["b", "c", "d", "e"]);
    assert.deepEqual([...(await two.entries()).keys()], ["a"]);
    const { taken, given } = await two.sync();
    assert.deepEqual({ taken, given }, { taken: 0, given: 0 });
    assert.equal((await teamStatus(access)).questions, 5, "nothing was removed from the team's bank");
  });

  it("a connection that is cut in the middle of a large import leaves the bank as it was", async () => {
    const { access, one } = await filled();
    await changeBank(
      one.bank,
      SPACE,
      Array.from({ length: 3000 }, (_, at) => ({ kind: "add" as const, entry: entryOf(`new-${at}`, { m: right }) })),
    );
    let cuts = 0;
    for (let tries = 0; tries < 4; tries++) {
      const state = { hasEnded: false };
      const ending = one
        .sync()
        .then(
          () => false,
          () => true,
        )
        .finally(() => (state.hasEnded = true));
      for (let seen = 0; seen === 0 && !state.hasEnded;) {
        const rows = await team.server.run(
          team.server.ownAccess("postgres"),
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'smcs test' AND query ~ '^(COPY|INSERT|ANALYZE)'",
        );
        seen = rows.length;
      }
      if (await ending) cuts += 1;
      const { questions, revision } = await teamStatus(access);
      assert.ok(
        (questions === 5 && revision === 1) || (questions === 3005 && revision === 2),
        `${questions}, ${revision}`,
      );
    }
    assert.ok(cuts > 0);
    await one.sync();
    assert.equal((await teamStatus(access)).questions, 3005);
  });

  it("the server's certificate is verified, and nothing goes unencrypted by itself", async () => {
    const { access, one } = await filled();
    const at = (parameters: string, host = "127.0.0.1") => {
      const { database } = access.address;
      return {
        ...access,
        address: parseTeamAddress(`postgresql://owner@${host}:${team.server.port}/${database}${parameters}`),
      };
    };
    await assert.rejects(
      teamStatus(at("?sslmode=verify-full")),
      failing(/does not encrypt connections, so nothing was sent/, false),
    );
    const certificate = path.join(team.server.folder, "server.crt");
    team.server.asServer("openssl", [
      ..."req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost".split(
        " ",
      ),
      ...["-keyout", path.join(team.server.folder, "server.key"), "-out", certificate],
    ]);
    await team.server.configure(
      `ssl = on\nssl_cert_file = '${certificate}'\nssl_key_file = '${path.join(team.server.folder, "server.key")}'`,
    );
    await team.server.kill();
    await team.server.start();
    await assert.rejects(teamStatus(at("?sslmode=verify-full")), failing(/certificate that it signed itself/, false));
    const known = `?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`;
    await assert.rejects(teamStatus(at(known)), failing(/has a certificate for another name/, false));
    assert.equal((await teamStatus(at(known, "localhost"))).revision, 1);
    assert.equal((await one.sync()).revision, 1);
  });

  it("a full disk on the server stores nothing there, and everything waits", async (t) => {
    const disk = team.server.smallDisk(8);
    if (disk === null) {
      t.skip("this process may not mount a small disk");
      return;
    }
    t.after(disk.remove);
    const { access, one } = await filled();
    await team.server.run(access, `CREATE TABLESPACE small LOCATION '${disk.folder}'`);
    await team.server.run(access, "ALTER TABLE smcs.questions SET TABLESPACE small");
    const long = (at: number): string => createHash("shake256", { outputLength: 1000 }).update(`${at}`).digest("hex");
    const added = Array.from({ length: 4000 }, (_, at) => entryOf(`long-${at}`, {}, long(at)));
    await changeBank(
      one.bank,
      SPACE,
      added.map((entry) => ({ kind: "add", entry })),
    );
    await assert.rejects(one.sync(), failing(/has no room left on its disk.*Changes wait on this machine/, true));
    const { questions, revision } = await teamStatus(access);
    assert.deepEqual({ questions, revision }, { questions: 5, revision: 1 });
    await team.server.run(access, "ALTER TABLE smcs.questions SET TABLESPACE pg_default");
    assert.equal((await one.sync()).given, 4000);
    await team.server.run(access, "DROP TABLESPACE small");
  });
});
