import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { bankFolderOf } from "../../test/support/bank/imports.ts";
import { findFormat } from "./formats.ts";
import { pairsFormat } from "./pairs.ts";
import { previewImport } from "./preview.ts";
import { recognise } from "./recognise.ts";
import { sampleFile } from "./sample-file.ts";

const { signal } = new AbortController();

async function previewed(t: TestContext, content: string | Uint8Array, format?: string) {
  const { write } = await bankFolderOf(t);
  const file = await write("quiz.jsonl", content);
  return previewImport({ file, format: findFormat(format ?? "pairs") ?? pairsFormat, options: {} }, signal);
}

describe("what an import would store", () => {
  it("is counted: usable, not usable with line and reason, and how fields and answers are read", async (t) => {
    const preview = await previewed(
      t,
      '{"question":"a?","answer":"8"}\n{"prompt":"b?","completion":"Paris"}\n{"answer":"x"}\n{"prompt":"b?"}\n',
    );
    assert.deepEqual([preview.rows, preview.usable, preview.failed, preview.repeated], [4, 3, 1, 1]);
    assert.deepEqual(
      preview.bad.map(({ at }) => at),
      [3],
    );
    assert.deepEqual(Object.fromEntries(preview.columns!.question), { question: 1, prompt: 2 });
    assert.deepEqual(Object.fromEntries(preview.columns!.answer), { answer: 1, completion: 1 });
    assert.deepEqual(Object.fromEntries(preview.columns!.checks), { number: 1, "free-text": 1, none: 1 });
    assert.deepEqual(preview.example!.task, { kind: "math", answer: "8" });
  });

  it("names the first rows that are not usable, and counts the others", async (t) => {
    const { bad, failed } = await previewed(t, `{"question":"a?"}\n${"{}\n".repeat(1500)}`);
    assert.deepEqual([bad.length, failed, bad.at(-1)!.at], [1000, 1500, 1001]);
  });

  it("counts outcomes, which are no questions", async (t) => {
    const { outcomes, example } = await previewed(t, '{"questionId":"q","correct":{"a":1}}\n', "capability-jsonl");
    assert.deepEqual([outcomes, example], [1, null]);
  });

  it("says from where on a file cannot be read", async (t) => {
    const { broken } = await previewed(t, 'question,answer\na?,1\nb?,"2\nc?,3\n');
    assert.equal(broken?.at, 3);
    assert.match(broken.reason, /Quote Not Closed/);
  });
});

it("the sample file is found to be plain pairs, and every line of it is usable, each in its way", async (t) => {
  const { write } = await bankFolderOf(t);
  const file = await write("sample.jsonl", sampleFile);
  assert.equal((await recognise(file, signal)).format, pairsFormat);
  const { failed, columns } = await previewImport({ file, format: pairsFormat, options: {} }, signal);
  const checks = { number: 1, "yes-or-no": 1, choice: 1, task: 2, "free-text": 1 };
  assert.deepEqual([failed, Object.fromEntries(columns!.checks)], [0, checks]);
});

describe("a hostile file", () => {
  /** Returns what the user is told about a file. */
  async function told(t: TestContext, content: string | Uint8Array): Promise<string> {
    const { write } = await bankFolderOf(t);
    const file = await write("hostile", content);
    try {
      const found = await recognise(file, signal);
      if (found.format === null) return found.reason;
      const { usable, bad } = await previewImport({ file, format: found.format, options: {} }, signal);
      return `${found.format.name}, ${usable}: ${bad[0]?.reason ?? ""}`;
    } catch (error) {
      return (error as Error).message;
    }
  }
  const tenMegabytes = "x".repeat(10 * 1024 * 1024);
  const files: Readonly<Record<string, readonly [content: () => string | Uint8Array, sentence: RegExp]>> = {
    "a line of 10 MB": [
      () => `{"question":"a?"}\n{"question":"${tenMegabytes}"}\n`,
      /^pairs, 1: the line is longer than 1048576 bytes$/,
    ],
    "nothing but a line of 10 MB": [() => tenMegabytes, /holds neither JSON objects nor a table/],
    "NUL bytes": [() => '{"question":"a?"}\n\0\0\0', /it holds NUL bytes/],
    "UTF-16 without a mark": [
      () => Buffer.from('{"question":"a?"}', "utf16le"),
      /it holds NUL bytes.*save it as UTF-8/,
    ],
    "a picture": [() => Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /is not a text file/],
    "Latin-1": [() => Buffer.from('{"question":"caf\u00e9?"}\n', "latin1"), /characters that are not UTF-8/],
    "arrays in arrays": [() => "[".repeat(1_000_000), /holds neither JSON objects nor a table/],
    "deep nesting in a line": [
      () => `{"question":"a?","answer":${"[".repeat(400_000)}${"]".repeat(400_000)}}\n`,
      /^pairs, 1: $/,
    ],
    "a quote that is never closed": [
      () => 'question,answer\n"a?,1\nb?,2\n',
      /nor a table with a header .*Quote Not Closed/,
    ],
    "100,000 columns": [
      () => `question,${Array.from({ length: 100_000 }, (_, at) => `c${at}`).join()}\na?\n`,
      /the header has 100001 columns, and at most 1000 are read/,
    ],
    "100,000 fields": [
      () => `${JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`f${at}`, at])))}\n`,
      /^The fields of hostile \(f0, f1, .*\) are those of no known format/,
    ],
  };
  for (const [name, [content, sentence]] of Object.entries(files)) {
    it(`ends with a sentence: ${name}`, { timeout: 20_000 }, async (t) => {
      const said = await told(t, content());
      assert.match(said, sentence);
      assert.ok(said.length < 600, "and a short one");
    });
  }
});
