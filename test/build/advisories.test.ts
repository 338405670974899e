import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { type AuditReport, grave, readAudit } from "../../scripts/advisories.ts";
import type { ShippedPackage } from "../../scripts/notices/shipped-packages.ts";
import { startProcess } from "../support/processes/start-process.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const packages = JSON.parse(
  readFileSync(path.join(repositoryRoot, "out/shipped-packages.json"), "utf8"),
) as ShippedPackage[];
const shipped = new Set(packages.map(({ folder }) => path.relative(repositoryRoot, folder).replaceAll(path.sep, "/")));

/** A registry, with a cache of its own. */
interface Registry {
  readonly url: string;
  readonly cache: string;
}

/** Timeout for a silent registry, in milliseconds. */
const PATIENCE = 10_000;

/** Asks npm's advisory source, or another one. npm ends with status 1 both for findings and for a silent source. */
async function audit(t: TestContext, other?: Registry, patience = PATIENCE): Promise<AuditReport> {
  const args = ["audit", "--omit=dev", "--json", "--fetch-retries=0", `--fetch-timeout=${patience}`];
  if (other !== undefined) args.push("--registry", other.url, "--cache", other.cache);
  const { stdout, stderr } = await startProcess(t, "npm", args, { cwd: repositoryRoot }).ended;
  try {
    return readAudit(stdout, shipped);
  } catch (unreadable) {
    throw new Error(stderr, { cause: unreadable });
  }
}

/** Starts a registry with two advisories: for a package that is shipped, and for one that is only installed. */
function registryWithAdvisories(t: TestContext, severity: string): Promise<Registry> {
  const advisory = (name: string) => [
    { id: 1, url: "https://example.org/1", title: `${name} is broken`, severity, vulnerable_versions: "*", name },
  ];
  return registry(t, (request, response) => {
    const name = decodeURIComponent(request.url ?? "").slice(1);
    const answer = name.startsWith("-/npm/v1/security/advisories")
      ? { undici: advisory("undici"), sucrase: [], fdir: advisory("fdir") }
      : { name, "dist-tags": { latest: "99.0.0" }, versions: { "99.0.0": { name, version: "99.0.0" } } };
    request
      .resume()
      .on("end", () => response.setHeader("content-type", "application/json").end(JSON.stringify(answer)));
  });
}

async function registry(t: TestContext, answer: RequestListener): Promise<Registry> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cache = await mkdtemp(path.join(tmpdir(), "smcs-audit-"));
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(cache, { recursive: true, force: true });
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cache };
}

describe("advisories", () => {
  it("of the registry name nothing grave about what is shipped", async (t) => {
    const report = await audit(t);
    if ("unanswered" in report) t.skip(`The registry has no advisories to ask for: ${report.unanswered}`);
    else assert.deepEqual(grave(report.advisories), []);
  });

  it("about what is shipped would be seen, and others not", async (t) => {
    assert.ok(shipped.has("node_modules/undici") && !shipped.has("node_modules/fdir"));
    const report = await audit(t, await registryWithAdvisories(t, "high"));
    assert.ok("advisories" in report, JSON.stringify(report));
    assert.deepEqual(
      grave(report.advisories).map(({ title }) => title),
      ["undici is broken"],
    );
  });

  it("that are not grave stop nobody", async (t) => {
    const report = await audit(t, await registryWithAdvisories(t, "moderate"));
    assert.ok("advisories" in report && report.advisories.length === 1);
    assert.deepEqual(grave(report.advisories), []);
  });

  it("are not waited for where nobody answers", async (t) => {
    const silent = await registry(t, () => undefined);
    assert.ok("unanswered" in (await audit(t, silent, 200)));
  });

  it("in words that are no report are an error", () => {
    assert.throws(() => readAudit("<html>", shipped), /npm audit printed something else than its report: <html>/);
  });
});
