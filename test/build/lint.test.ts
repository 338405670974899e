import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import config from "../../oxlint.config.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

/** Code, with the folder and the extension of its file. */
type Sample = readonly [place: string, code: string];

/** Code that a rule reports, and code that it accepts. */
interface Samples {
  readonly rule: string;
  readonly wrong: readonly Sample[];
  readonly right: readonly Sample[];
}

const floating = "const a = Promise.resolve(1);\na;";
const parsed = 'export const a: string = JSON.parse("1");';
const shut =
  "export function a(b: 'c' | 'd'): void {\n  switch (b) {\n    case 'c':\n      throw new Error(b);\n  }\n}";

const needTypes: readonly Samples[] = [
  {
    rule: "no-floating-promises",
    wrong: [
      ["src/host/*.ts", floating],
      ["media/panel/*.tsx", floating],
      ["src/host/*.test.ts", floating],
    ],
    right: [["src/host/*.ts", "const a = Promise.resolve(1);\nvoid a;"]],
  },
  {
    rule: "no-unsafe-assignment",
    wrong: [
      ["src/core/*.ts", parsed],
      ["src/core/*.test.ts", parsed],
      ["media/panel/*.tsx", parsed],
      ["media/panel/*.test.ts", parsed],
      ["test/host/*.test.ts", parsed],
    ],
    right: [["src/host/*.ts", 'export const a = JSON.parse("1") as number;']],
  },
  {
    rule: "no-unnecessary-condition",
    wrong: [
      ["src/core/*.ts", "export const a = (b: AbortSignal): boolean => b?.aborted;"],
      ["media/panel/*.tsx", "export const a = <p>{document.title ?? 1}</p>;"],
      ["media/panel/*.test.ts", "export const a = process.pid ?? 1;"],
    ],
    right: [["src/host/*.ts", "export const a = (b: string[]): string => b[0] ?? '';"]],
  },
  {
    rule: "switch-exhaustiveness-check",
    wrong: [["scripts/*.ts", shut]],
    right: [["scripts/*.ts", shut.replace("case 'c'", "default")]],
  },
];

const boundaries: readonly Samples[] = [
  {
    rule: "door",
    wrong: [
      ["src/host/*.ts", 'export { a } from "../storage/b.ts";'],
      ["src/host/*.ts", 'export const a = import("../chats/b.ts");'],
      ["test/bank/*.test.ts", 'import { a } from "../../src/records/deep/b.ts";\nvoid a;'],
      ["src/core/cost/*.test.ts", 'export { a } from "../prices/b.ts";'],
    ],
    right: [
      ["src/host/*.ts", 'export { a } from "../storage/index.ts";'],
      ["src/storage/*.ts", 'export { a } from "./b.ts";'],
      ["test/records/*.test.ts", 'import { a } from "../../src/records/deep/b.ts";\nvoid a;'],
    ],
  },
  {
    rule: "order",
    wrong: [
      ["src/core/*.ts", 'export { a } from "../chat/b.ts";'],
      ["src/core/deep/*.ts", 'import type { A } from "../../host/b.ts";\nexport type B = A;'],
      ["src/chat/*.ts", 'export const a = import("../embedding/a.ts");'],
      ["src/host/*.ts", 'export type { A } from "../cli/a.ts";'],
      ["src/lab/*.ts", 'export type { A } from "../protocol/a.ts";'],
      ["src/unheard-of/*.ts", 'export type { A } from "../core/a.ts";'],
      ["src/core/prices/*.ts", 'export type { A } from "../cost/index.ts";'],
      ["src/core/unheard-of/*.ts", 'export type { A } from "../time/index.ts";'],
    ],
    right: [
      ["src/core/cost/*.ts", 'export { a } from "../prices/index.ts";'],
      ["src/embedding/*.ts", 'export { a } from "../chat/b.ts";'],
      ["src/lab/*.ts", 'export { a } from "../terminal/index.ts";'],
      ["src/core/*.test.ts", 'export { a } from "../chat/b.ts";'],
    ],
  },
  {
    rule: "no-restricted-imports",
    wrong: [
      ["src/core/*.ts", 'export { readFile } from "node:fs";'],
      ["src/assembly/*.ts", 'import { Uri } from "vscode";\nexport const a = Uri;'],
      ["src/assembly/*.ts", 'import type { Uri } from "vscode";\nexport type A = Uri;'],
      ["media/panel/components/*.tsx", 'export type { A } from "../../../src/host/a.ts";'],
      ["media/panel/*.ts", 'export type { A } from "../../src/core/answer/index.ts";'],
      ["media/panel/*.ts", 'export type { A } from "../../src/chats/index.ts";'],
      ["media/panel/*.ts", 'export { useId } from "preact/hooks";'],
    ],
    right: [
      ["src/core/*.test.ts", 'export { readFile } from "node:fs";'],
      ["src/host/*.ts", 'export { Uri } from "vscode";'],
      ["src/host/*.ts", 'export type { A } from "../core/a.ts";'],
      ["media/panel/*.ts", 'export type { A } from "../../src/protocol/a.ts";'],
      ["media/panel/*.ts", 'export type { A } from "../../src/core/a.ts";'],
      ["media/panel/*.ts", 'export type { A } from "../../src/core/record/index.ts";'],
      ["media/panel/*.ts", 'export { useState } from "preact/hooks";'],
    ],
  },
  {
    rule: "no-restricted-globals",
    wrong: [
      ["src/core/*.ts", "export const a = Date.now();"],
      ["src/core/deep/*.ts", "export const a = new Date();"],
    ],
    right: [
      ["src/core/*.ts", "export const a = (b: Date): Date => b;"],
      ["src/assembly/*.ts", "export const a = new Date();"],
    ],
  },
  {
    rule: "no-restricted-properties",
    wrong: [
      ["src/core/*.ts", "export const a = Math.random();"],
      ["src/cli/*.ts", "export const a = process.stdout;"],
      ["src/host/*.ts", 'import { window } from "vscode";\nvoid window.showErrorMessage("a");'],
      ["src/host/deep/*.ts", 'import { window } from "vscode";\nvoid window.showQuickPick(["a"]);'],
    ],
    right: [
      ["src/host/*.ts", "export const a = Math.random();"],
      ["src/cli/*.ts", "export const a = process.stdin.isTTY;"],
      ["src/host/*.ts", 'import { window } from "vscode";\nvoid window.showInputBox();'],
    ],
  },
];

const plain: readonly Samples[] = [
  {
    rule: "no-console",
    wrong: [
      ["src/cli/*.ts", 'console.log("a");'],
      ["src/lab/*.ts", 'console.log("a");'],
    ],
    right: [["scripts/*.ts", 'console.log("a");']],
  },
  {
    rule: "max-lines",
    wrong: [["src/host/*.ts", "export {};\n".repeat(401)]],
    right: [["src/host/*.ts", "export {};\n".repeat(400)]],
  },
  {
    rule: "eqeqeq",
    wrong: [["test/*.ts", "export const a = (b: string): boolean => b == '1';"]],
    right: [["test/*.ts", "export const a = (b: string | null): boolean => b == null;"]],
  },
  {
    rule: "no-undef",
    wrong: [["scripts/*.mjs", "export const a = setTimeout;"]],
    right: [["scripts/*.mjs", "export const a = process;"]],
  },
  {
    rule: "unused directive",
    wrong: [["src/*.ts", "// oxlint-disable-next-line no-control-regex\nexport const a = /b/;"]],
    right: [["src/*.ts", "// oxlint-disable-next-line no-control-regex\nexport const a = /\\x01/;"]],
  },
];

const nap = 'import { setTimeout as nap } from "node:timers/promises";\nawait nap(1);';
const resolved = "await new Promise((resolve) => setTimeout(resolve, 50));";

const waiting: readonly Samples[] = [
  {
    rule: "no-single-look",
    wrong: [
      ["test/browser/*.test.ts", "await page.p.innerText();"],
      ["test/host/*.ts", "if ((await page.p.count()) > 0) throw new Error();"],
      ["test/support/panel/*.ts", "await page.p.isVisible();"],
      ["test/support/vscode/*.ts", "await page.waitForTimeout(100);"],
      ["test/browser/*.test.ts", "await page.title();"],
      ["test/browser/*.test.ts", "const look = () => page.p.innerText();\nawait look();"],
      ["test/browser/*.test.ts", "const look = () => page.p.count();\nawait expect.poll(look).toBe(1);\nawait look();"],
      ["test/browser/*.test.ts", "await eventually(await page.p.innerText());"],
      ["test/browser/*.test.ts", "await expect(() => page.p.innerText()).toBe(1);"],
    ],
    right: [
      ["test/support/http/*.ts", "await page.p.innerText();"],
      ["test/browser/*.test.ts", "await page.p.waitFor();"],
      ["test/browser/*.test.ts", "await expect.poll(() => page.p.count()).toBe(1);"],
      ["test/browser/*.test.ts", "await eventually(async () => {\n  await page.p.innerText();\n});"],
      ["test/host/*.test.ts", "await until('a text', () => page.p.innerText());"],
      ["test/browser/*.test.ts", "await expect(async () => {\n  await page.p.innerText();\n}).toPass();"],
      ["test/browser/*.test.ts", "const look = () => page.p.innerText();\nawait expect.poll(look).toBe('');"],
      [
        "test/browser/*.test.ts",
        "const look = () => page.p.count();\nawait expect.poll(async () => (await look()) + 1).toBe(2);",
      ],
      ["test/browser/*.test.ts", "async function look() {\n  await page.p.count();\n}\nawait eventually(look);"],
    ],
  },
  {
    rule: "no-fixed-sleep",
    wrong: [
      ["test/host/*.test.ts", nap],
      ["test/browser/*.test.ts", resolved],
      ["test/browser/*.test.ts", "const nap = promisify(setTimeout);\nawait nap(500);"],
      ["test/browser/*.test.ts", "await new Promise((done) => globalThis.setTimeout(done, 50));"],
      ["test/host/*.test.ts", "await new Promise<void>((done) => {\n  setTimeout(() => {\n    done();\n  }, 50);\n});"],
    ],
    right: [
      ["test/support/vscode/*.ts", resolved],
      ["test/host/*.test.ts", "await new Promise((_, reject) => setTimeout(reject, 50));"],
      ["test/host/*.test.ts", "setTimeout(() => process.exit(), 50);"],
    ],
  },
];

const running: readonly Samples[] = [
  {
    rule: "no-only",
    wrong: [
      ["src/core/*.test.ts", "it.only('a', () => undefined);"],
      ["test/browser/*.test.ts", "describe('a', { only: true }, () => undefined);"],
    ],
    right: [["test/browser/*.test.ts", "export const a = { only: true };"]],
  },
  {
    rule: "no-floating-promises",
    wrong: [["test/browser/*.test.ts", "import assert from 'node:assert';\nassert.rejects(Promise.resolve());"]],
    right: [["test/browser/*.test.ts", "import { it } from 'node:test';\nit('a', () => undefined);"]],
  },
];

/** Lints the folder; returns the reported rules by file. */
async function lint(folder: string): Promise<Map<string, string[]>> {
  const oxlint = path.join(repositoryRoot, "node_modules/oxlint/bin/oxlint");
  const run = promisify(execFile)(process.execPath, [oxlint, "--format", "json"], { cwd: folder, maxBuffer: 2 ** 26 });
  // The linter fails when it reports rules.
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code?: string }[] };
  const found = new Map<string, string[]>();
  for (const { filename, code = "(unused directive)" } of diagnostics) {
    const file = filename.replaceAll("\\", "/");
    found.set(file, [...(found.get(file) ?? []), code.replace(/^.*\((.+)\)$/, "$1")]);
  }
  return found;
}

describe("the linter", () => {
  const groups = {
    "what needs types": needTypes,
    "imports and globals where they do not belong": boundaries,
    "what needs no types": plain,
    "looks at a page and sleeps where a test has to wait": waiting,
    "tests that leave others out, or do not wait": running,
  };
  const samples = Object.values(groups)
    .flat()
    .flatMap(({ wrong, right }) => [...wrong, ...right]);
  let folder: string;
  let found: Map<string, string[]>;

  const fileOf = (sample: Sample): string => sample[0].replace("*", `sample-${samples.indexOf(sample)}`);

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smcs-lint-"));
    await symlink(path.join(repositoryRoot, "node_modules"), path.join(folder, "node_modules"), "junction");
    for (const file of [
      "tsconfig.json",
      "media/panel/tsconfig.json",
      "src/core/tsconfig.json",
      "src/core/ambient.d.ts",
    ])
      await cp(path.join(repositoryRoot, file), path.join(folder, file));
    await writeFile(path.join(folder, ".oxlintrc.json"), JSON.stringify(config));
    for (const sample of samples) {
      const file = path.join(folder, fileOf(sample));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, sample[1]);
    }
    found = await lint(folder);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  for (const [name, group] of Object.entries(groups)) {
    it(`reports ${name}`, () => {
      for (const { rule, wrong, right } of group) {
        const reported = (sample: Sample): boolean => found.get(fileOf(sample))?.includes(rule) ?? false;
        assert.deepEqual([rule, wrong.filter((sample) => !reported(sample))], [rule, []]);
        assert.deepEqual([rule, right.filter(reported)], [rule, []]);
      }
    });
  }
});

describe("the compiler", () => {
  it("checks every file", async () => {
    const tsc = path.join(repositoryRoot, "node_modules/typescript/bin/tsc");
    const checked = new Set<string>();
    for (const project of [".", "src/core", "media/panel"]) {
      const args = [tsc, "-p", project, "--listFilesOnly"];
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: repositoryRoot, maxBuffer: 2 ** 26 });
      for (const file of stdout.split("\n")) checked.add(path.normalize(file.trim()));
    }
    const ignored = ["node_modules", "dist", "out", "stubs", ".vscode-test"];
    const sources = globSync("**/*.{ts,tsx}", { cwd: repositoryRoot, exclude: (name) => ignored.includes(name) });
    assert.ok(sources.length > 1000, String(sources.length));
    const unchecked = sources.filter((file) => !checked.has(path.join(repositoryRoot, file)));
    assert.deepEqual(unchecked, []);
  });
});
