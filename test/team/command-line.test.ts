import assert from "node:assert/strict";
import { chmod } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import { type CliHome, type CliResult, cliHome, runCli } from "../support/cli/run-cli.ts";
import { noPostgres, type Postgres, startPostgres } from "../support/postgres/postgres.ts";

const question = (id: string, capability: Record<string, number> = {}): string =>
  `${JSON.stringify({ id, source: "own", question: `How do I ${id} a list?`, task: { kind: "open" }, capability })}\n`;

describe("the command line with a team bank", { skip: noPostgres ?? false }, () => {
  let server: Postgres;
  before(async () => (server = await startPostgres()));
  after(() => server.close());

  /** A user's machine. @param role of the database, whose password stands in a file as PostgreSQL's tools read it */
  async function machine(t: TestContext, database: string, role = "owner", password = server.password) {
    const home = await cliHome(t);
    const secret = password.replaceAll(/[\\:]/g, String.raw`\$&`);
    await chmod(await home.file(".pgpass", `127.0.0.1:*:*:${role}:${secret}\n`), 0o600);
    const address = `postgresql://${role}@127.0.0.1:${server.port}/${database}`;
    const run = (...args: string[]): Promise<CliResult> => runCli([...args, "--bank", address], home.home);
    return { ...home, run };
  }

  async function importing({ file, run }: CliHome & Awaited<ReturnType<typeof machine>>, lines: string) {
    const result = await run("bank", "import", await file("own.jsonl", lines), "--format", "smcs-jsonl");
    assert.equal(result.status, 0, result.stderr);
    return result;
  }

  const questionsOf = ({ stdout }: CliResult): number => (JSON.parse(stdout) as { questions: number }).questions;

  it("creates the tables, fills the bank on one machine and reads it on another", async (t) => {
    const { address } = await server.database();
    const one = await machine(t, address.database);
    const empty = await one.run("team", "status");
    assert.equal(empty.status, 1);
    assert.match(empty.stderr, /has no tables of SMCS yet\. Create them with: smcs team init\./);
    assert.match(
      (await one.run("team", "init", "--empty")).stdout,
      /^The tables of 127\.0\.0\.1:\d+\/bank\d+ are ready\./,
    );
    assert.match((await one.run("team", "init", "--empty")).stdout, /are up to date/);
    await importing(one, question("sort", { alpha: 1 }) + question("turn"));
    const two = await machine(t, address.database);
    assert.equal(questionsOf(await two.run("bank", "stats", "--json")), 2);
    await importing(two, question("shuffle", { alpha: 0 }));
    assert.equal(questionsOf(await one.run("bank", "stats", "--json")), 3);
    const { stdout } = await one.run("team", "status");
    assert.match(stdout, /: revision 2, 3 questions, 2 outcomes, \d/);
    assert.match(stdout, /^ {2}2 {2}\d{4}-.*owner \(smcs\): 1 questions, 1 outcomes$/m);
  });

  it("fills the bank with the starter bank, and selects from the copy as from a bank of its own", async (t) => {
    const { address } = await server.database();
    const one = await machine(t, address.database);
    assert.match((await one.run("team", "init")).stdout, /They have the 300 questions of the starter bank/);
    const two = await machine(t, address.database);
    const ask = ["select", "How do I reverse a list in Python?", "--demo", "--json"];
    const shared = await two.run(...ask);
    assert.equal(shared.status, 0, shared.stderr);
    const own = await runCli([...ask, "--bank", path.join(two.home, "own")], two.home);
    assert.deepEqual(JSON.parse(shared.stdout), JSON.parse(own.stdout));
    assert.match((await two.run("team", "init")).stdout, /are up to date\.\n$/);
  });

  it("lets a role only read until it may write, and loses nothing meanwhile", async (t) => {
    const { address } = await server.database();
    const owner = await machine(t, address.database);
    await owner.run("team", "init", "--empty");
    await importing(owner, question("sort"));
    await server.run(server.ownAccess("postgres"), "CREATE ROLE ada LOGIN PASSWORD 'analytical'");
    const ada = await machine(t, address.database, "ada", "analytical");
    assert.match((await ada.run("team", "status")).stderr, /does not allow this role to do that/);
    assert.match((await owner.run("team", "grant", "ada")).stdout, /ada may read the team bank/);
    const { stderr } = await importing(ada, question("turn"));
    assert.match(stderr, /The role ada may only read the team's bank, so 1 changed questions stay on this machine/);
    assert.equal(questionsOf(await ada.run("bank", "stats", "--json")), 2);
    assert.equal(questionsOf(await owner.run("bank", "stats", "--json")), 1);
    await owner.run("team", "grant", "ada", "--write");
    assert.match((await ada.run("team", "sync")).stdout, /^Revision 2: 0 questions changed here, 1 there\.$/m);
    assert.equal(questionsOf(await owner.run("bank", "stats", "--json")), 2);
  });

  it("answers and learns without the server, and gives that later", async (t) => {
    const { address } = await server.database();
    const one = await machine(t, address.database);
    await one.run("team", "init", "--empty");
    await importing(one, question("sort"));
    await server.kill();
    const { stderr } = await importing(one, question("turn"));
    assert.match(stderr, /does not answer: nothing listens at this address\. The copy on this machine is used\./);
    assert.match(stderr, /What was learned here waits in the copy on this machine/);
    const { stdout } = await one.run("select", "How do I sort a list?", "--json");
    assert.equal(typeof JSON.parse(stdout), "object");
    await server.start();
    const two = await machine(t, address.database);
    assert.equal(questionsOf(await two.run("bank", "stats", "--json")), 1);
    assert.equal(questionsOf(await one.run("bank", "stats", "--json")), 2);
    assert.equal(questionsOf(await two.run("bank", "stats", "--json")), 2);
  });

  it("says what is wrong with a password, an address and a move", async (t) => {
    const { address } = await server.database();
    const wrong = await machine(t, address.database, "owner", "guess");
    const refused = await wrong.run("team", "status");
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /refuses the password of this role\. Set it again\./);
    assert.ok(!refused.stderr.includes("guess"));
    const { home } = wrong;
    const at = async (bank: string) => (await runCli(["bank", "stats", "--bank", bank], home)).stderr;
    assert.match(await at("postgresql://owner:hunter2@127.0.0.1/x"), /holds a password, which settings files must not/);
    assert.ok(!(await at("postgresql://owner:hunter2@127.0.0.1/x")).includes("hunter2"));
    assert.match(await at("postgresql://127.0.0.1"), /names no host and database/);
    assert.match(await at("postgresql://127.0.0.1/x?sslmode=prefer"), /sslmode=prefer\. It may be verify-full/);
    const folder = await runCli(["team", "status", "--bank", home], home);
    assert.match(folder.stderr, /These commands are for a team bank/);
    const good = await machine(t, address.database);
    await good.run("team", "init");
    assert.match((await good.run("bank", "embed")).stderr, /A team bank keeps the embedder that it was filled with/);
  });
});
