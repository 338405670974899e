import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { csvRows } from "./csv-rows.ts";
import { chunked, collected } from "../../test/support/bank-import/rows.ts";

const read = (file: string | Uint8Array, columns: string[] = [], lengths?: number[]) =>
  collected(csvRows(chunked(file, lengths), columns));
const values = async (file: string | Uint8Array) =>
  (await read(file)).map((row) => (row.kind === "value" ? row.value : row.reason));

describe("rows of a CSV file", () => {
  it("may hold separators, quotes and line ends, with LF or CRLF between them", async () => {
    assert.deepEqual(await values('a,b\r\n"1,2","say ""hi""\nthere"\r\n\r\n3,4\n5,6'), [
      { a: "1,2", b: 'say "hi"\nthere' },
      { a: "3", b: "4" },
      { a: "5", b: "6" },
    ]);
  });

  it("may begin with a byte order mark, of UTF-16 too", async () => {
    assert.deepEqual(await values("\uFEFFa,b\n1,é\n"), [{ a: "1", b: "é" }]);
    assert.deepEqual(await values(Buffer.from("\uFEFFa,b\n1,é\n", "utf16le")), [{ a: "1", b: "é" }]);
  });

  it("are bad with too few or too many fields, and the next one is read", async () => {
    assert.deepEqual(await read("a,b\n1\n1,2,3\n1,2\n"), [
      { kind: "bad", at: 2, reason: "the row has 1 fields, the header 2" },
      { kind: "bad", at: 3, reason: "the row has 3 fields, the header 2" },
      { kind: "value", at: 4, value: { a: "1", b: "2" } },
    ]);
  });

  it("may hold stray quotes", async () => {
    assert.deepEqual(await values('a,b\n5" disk,"x"y\n1,2\n'), [
      { a: '5" disk', b: '"x"y' },
      { a: "1", b: "2" },
    ]);
  });

  it("end with a bad row where a quote is never closed, short or long", async () => {
    const [first, second, ...more] = await read('a,b\n1,2\n1,"2\n3,4\n');
    assert.equal(first?.kind, "value");
    assert.match(second?.kind === "bad" ? second.reason : "", /the row is not CSV: Quote Not Closed/);
    assert.deepEqual(more, []);
    const long = await read(`a,b\n1,2\n1,"${"2\n".repeat(4_000_000)}`);
    assert.deepEqual(
      long.map(({ at, kind }) => [at, kind]),
      [
        [2, "value"],
        [3, "bad"],
      ],
    );
  });

  it("stop with the file: its failure is thrown, and who stops early closes it", async () => {
    let closed = 0;
    async function* file(): AsyncGenerator<Uint8Array> {
      try {
        yield* chunked("a,b\n1,2\n3,4\n");
        throw new Error("disk gone");
      } finally {
        closed += 1;
      }
    }
    await assert.rejects(collected(csvRows(file(), [])), /disk gone/);
    for await (const _ of csvRows(file(), [])) break;
    assert.equal(closed, 2);
  });

  it("need the columns that the format reads", async () => {
    assert.deepEqual(await read("a,b\n1,2\n", ["b", "c"]), [
      { kind: "bad", at: 1, reason: 'the header has no column "c"' },
    ]);
    assert.deepEqual(await read("", ["a"]), []);
  });

  it("keep a column named like a part of every object to themselves", async () => {
    const [row] = await read("__proto__,b\nx,2\n");
    assert.deepEqual(Object.keys(row?.kind === "value" ? (row.value as object) : {}), ["__proto__", "b"]);
  });

  it("are those that were written, however the bytes arrive", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r\n", "é", "𝄞", " "), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const file = [["a", "b"], ...rows].map((cells) => cells.map(quoted).join(",")).join("\n");
          assert.deepEqual(
            await read(file, [], [size]),
            rows.map(([a, b], index) => ({ kind: "value", at: index + 2, value: { a, b } })),
          );
        },
      ),
    );
  });
});
