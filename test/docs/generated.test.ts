import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { withBlock } from "../../scripts/docs/generated-block.ts";
import { allCommands, fullName } from "../../scripts/docs/command-line.ts";
import { generatedPages } from "../../scripts/docs/generated-pages.ts";
import { firstSentence, withoutDetours } from "../../scripts/docs/rooms.ts";
import { startCli } from "../support/cli/run-cli.ts";
import { assertWritten } from "../support/docs/definitions.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const read = (file: string): string => readFileSync(path.join(repositoryRoot, file), "utf8");

describe("the generated parts of the docs", () => {
  it("are what the program says now; npm run docs writes them anew", async () => {
    for (const [file, expected] of await generatedPages()) assertWritten(file, expected);
  });

  it("need their place in the page", () => {
    const page = "a\n<!-- begin x: y -->\nold\n<!-- end x -->\nb";
    assert.equal(withBlock(page, "x", "$& new"), "a\n<!-- begin x: y -->\n\n$& new\n\n<!-- end x -->\nb");
    assert.throws(() => withBlock(page, "z", ""), /no block z/);
  });
});

describe("the picture of the rooms", () => {
  it("leaves out ways that a chain of others replaces, and only these", () => {
    const ways = new Map([
      ["host", new Set(["bank", "chat", "core"])],
      ["bank", new Set(["chat", "core"])],
      ["chat", new Set(["core"])],
      ["panel", new Set(["core"])],
    ]);
    const shown = [...withoutDetours(ways)].map(([from, to]) => [from, ...to]);
    assert.deepEqual(shown, [["host", "bank"], ["bank", "chat"], ["chat", "core"], ["panel", "core"]]); // prettier-ignore
  });

  it("takes the first sentence of a door's comment", () => {
    assert.equal(firstSentence('/** Keeps `a.ts` safe. See SECURITY.md. */\nexport * from "x";'), "Keeps `a.ts` safe.");
    assert.equal(
      firstSentence("/**\n * Reads files\n * of others (Eq. 2). More.\n */\n"),
      "Reads files of others (Eq. 2).",
    );
    assert.equal(firstSentence('export * from "x";\n/** Late. */'), null);
  });
});

describe("docs/command-line.md", () => {
  const page = read("docs/command-line.md");
  const commands = allCommands();

  it("has every command and option that --help shows", () => {
    assert.ok(commands.length >= 18, String(commands.length));
    for (const command of commands) {
      assert.ok(page.includes(`### \`${fullName(command)}`), fullName(command));
      const shown = command.helpInformation();
      const flags = [...shown.matchAll(/^ {2}(?:-h, )?(--[\w-]+)/gm)].map(([, flag]) => flag!);
      assert.ok(flags.includes("--help"));
      for (const flag of flags.filter((one) => one !== "--help")) assert.match(page, new RegExp(`\`${flag}\\b`), flag);
    }
  });

  it("is about the commands of the built program", async (t) => {
    const { status, stdout } = await startCli(t, ["--help"], repositoryRoot).ended;
    assert.equal(status, 0);
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!).filter((name) => name !== "help");
    const documented = new Set(commands.map((command) => fullName(command).split(" ")[1]));
    assert.deepEqual(new Set(listed), documented);
  });
});
