import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import "../../../test/support/vscode/use-scripted-editor.ts";

const { Gathering, mostGathered } = await import("./gathering.ts");

describe("a text put together from parts", () => {
  it("has each part whole, under its heading once", () => {
    const gathering = new Gathering(1000);
    gathering.add("a", "one", "Staged:");
    gathering.add("b", "two", "Staged:");
    gathering.add("c", "three", "New:");
    assert.equal(gathering.text, "Staged:\n\none\n\ntwo\n\nNew:\n\nthree");
    assert.equal(gathering.note, undefined);
  });

  it("leaves out what is too long, takes what is shorter behind it, and says so", () => {
    const gathering = new Gathering(60);
    gathering.add("a.ts", "x".repeat(40));
    gathering.add("big.json", "x".repeat(30));
    gathering.add("c.ts", "short");
    gathering.leaveOut("logo.png", "binary");
    for (const name of ["1", "2", "3", "4", "5", "6", "7"]) gathering.leaveOut(name, "unreadable");
    assert.deepEqual([...gathering.labels], ["a.ts", "c.ts"]);
    assert.equal(
      gathering.note,
      "Left out beyond about 20 tokens: big.json. Left out as binary: logo.png. " +
        "Left out since it cannot be read: 1, 2, 3, 4, 5 and 2 more.",
    );
    assert.ok(gathering.text.endsWith(`short\n\n${gathering.note}`), "models read it too");
  });

  it("has a list of names in a quarter of its room, and counts the others", () => {
    const gathering = new Gathering(200);
    const names = Array.from({ length: 600 }, (_, index) => `src/${index}.ts`);
    gathering.addList("Files:", names);
    gathering.add("src/0.ts", "const a = 1;");
    assert.equal(
      gathering.text,
      "Files:\n- src/0.ts\n- src/1.ts\n- src/2.ts\n- src/3.ts\nand 596 more\n\nconst a = 1;",
    );
    assert.deepEqual([...gathering.labels], ["src/0.ts"], "the list is no part");
    const roomy = new Gathering(1024 * 1024);
    roomy.addList("Files:", names);
    assert.ok(roomy.text.endsWith("- src/499.ts\nand 100 more"));
  });

  it("never has more bytes of its parts than its limit, whatever they are written in", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), fc.nat(200), (texts, most) => {
        const gathering = new Gathering(most);
        for (const text of texts) gathering.add(text, text, "Heading");
        const kept = gathering.text.slice(0, gathering.text.length - (gathering.note?.length ?? 0));
        assert.ok(Buffer.byteLength(kept) <= most + 2);
      }),
    );
  });

  it("counts hundreds of thousands of parts that it leaves out, as of a generated folder, in no time", () => {
    const gathering = new Gathering(10);
    const begin = process.cpuUsage();
    for (let index = 0; index < 200_000; index++) gathering.add(`${index}`, "x".repeat(20));
    assert.match(gathering.note ?? "", /: 0, 1, 2, 3, 4 and 199995 more\.$/);
    assert.ok(process.cpuUsage(begin).user < 3_000_000);
  });

  it("gives up after many parts in a row that are too long", () => {
    const gathering = new Gathering(10);
    for (let index = 0; index < 19; index++) gathering.add(`${index}`, "x".repeat(20));
    assert.equal(gathering.isFull, false);
    gathering.add("19", "x".repeat(20));
    assert.equal(gathering.isFull, true);
  });

  it("takes half of what every model reads, and at most a megabyte", () => {
    assert.equal(mostGathered(8000), 12_000);
    assert.equal(mostGathered(null), 98_304);
    assert.equal(mostGathered(10_000_000), 1024 * 1024);
  });
});
