import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankQuestion } from "../../../core/question-bank/index.ts";
import { reportOnBank } from "../bank-report.ts";
import { imported, questionOf, questionsOf, reading } from "../../../../test/support/bank/report.ts";
import { heatStep, heatSteps } from "./heat-map.ts";
import { reportHtml } from "./page.ts";

async function htmlOf(questions: readonly BankQuestion[], ids: readonly string[] = []): Promise<string> {
  const configured = ids.map((id) => ({ reference: `lab/${id}`, id }));
  const report = await reportOnBank("space", reading(questions), configured);
  return reportHtml({ ...report, kept: new Map([["m", { judged: 4, cutOff: 1 }]]) }, "12:00:00", {
    nonce: "chance",
    actions: [{ label: "Import", command: "smcs.bank.import" }],
  });
}

/** Texts that try to inject markup, scripts, styles or chart formatting, or to reverse the text around them. */
const hostile = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `]]></style></svg><iframe src="https://example.invalid">`,
  `{a|red} {b} {@[2]} \${x}`,
  `\u202egpj.exe\u0000\u001b[31m\n\n# heading`,
  `&lt;b&gt; ' "`,
  "__proto__",
];

describe("the report as HTML", () => {
  it("holds accuracies and counts in a table, and two pictures of the same", async () => {
    const page = await htmlOf(
      [...questionsOf(3, "mbpp", { m: imported(1) }), ...questionsOf(1, "math", { m: imported(0) })],
      ["m", "n"],
    );
    assert.match(page, /75% <small>of 4</);
    assert.match(page, /100% <small>of 3</);
    assert.match(page, /<td class="number">1 <small>of 4<\/small><\/td>/, "how many were cut off");
    assert.equal(page.match(/<svg /g)?.length, 2);
    assert.match(page, /<code><bdi>lab\/n<\/bdi><\/code>/);
  });

  it("has no script, nothing to fetch and no link but its commands, and says so in its policy", async () => {
    const page = await htmlOf(questionsOf(3, "s", { m: imported(1) }), ["m"]);
    assert.match(
      page,
      /content="default-src 'none'; style-src 'nonce-chance'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"/,
    );
    assert.doesNotMatch(page, /<script|<link|<img|<iframe|@import|url\(/);
    assert.deepEqual(page.match(/<a [^>]*>/g), ['<a class="button" href="command:smcs.bank.import">']);
    assert.deepEqual(
      [...new Set(page.match(/https?:[^"]*/g))],
      ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"],
    );
  });

  it("takes whatever stands in the bank and the settings for text", async () => {
    const plain = await htmlOf(
      ["a", "b", "c", "d", "e", "f", "g"].map((text, index) => {
        return questionOf(`${text}${index % 2}`, { source: text, question: "Q?", capability: { [text]: imported(1) } });
      }),
      ["a", "b", "c", "d", "e", "f", "h"],
    );
    const page = await htmlOf(
      hostile.map((text, index) => {
        const capability = Object.fromEntries([[text, imported(1)]]);
        return questionOf(`${text}${index % 2}`, { source: text, question: `Q?${index < 2 ? "" : text}`, capability });
      }),
      hostile,
    );
    const tagsOf = (markup: string): Set<string> => new Set(markup.match(/<\/?[a-z!][^\s>]*/gi));
    assert.deepEqual([...tagsOf(page)].sort(), [...tagsOf(plain)].sort());
    assert.doesNotMatch(page, /<[^>]*\sonerror/);
    // oxlint-disable-next-line no-control-regex -- those are what must not be there
    assert.doesNotMatch(page, /[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
    assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assert.ok(page.includes("{a|red} {b} {@[2]} ${x}"), "a template is shown as it is");
  });

  it("puts test questions that stand in the bank first, as an alarm", async () => {
    const same = { question: "Why?" };
    const page = await htmlOf([questionOf("b", same), questionOf("t", { ...same, split: "test" })]);
    assert.match(page, /role="alert">1 pair of a test question and a bank question/);
    assert.match(page, /<span class="tag bad">test and bank<\/span>/);
  });

  it("says what is not there in an empty bank, and where no model is known or configured", async () => {
    const empty = await htmlOf([]);
    assert.match(empty, /The question bank has no questions/);
    const unknown = await htmlOf([questionOf("q")]);
    for (const page of [empty, unknown]) {
      assert.match(page, /No model has been evaluated on the bank yet/);
      assert.match(page, /No model is configured\./);
      assert.doesNotMatch(page, /<svg|NaN|undefined|null/);
    }
  });

  it("counts outcomes from examples, where there are any", async () => {
    const samples = { value: 1, weight: 0.5, evidence: "samples" } as const;
    assert.match(await htmlOf([questionOf("q", { capability: { m: samples } })]), /from examples/);
    assert.doesNotMatch(await htmlOf([questionOf("q", { capability: { m: imported(1) } })]), /from examples/);
  });

  it("leaves out what nobody would read, and says so", async () => {
    const many = Array.from({ length: 210 }, (_, index) => [`m${index}`, imported(index / 210)] as const);
    const page = await htmlOf([questionOf("q", { capability: Object.fromEntries(many) })]);
    assert.match(page, /Not shown: 10 less accurate models\./);
    assert.match(page, /<bdi>m209<\/bdi>/);
    assert.equal(page.match(/<th scope="row"><bdi>m0<\/bdi>/), null);
  });

  it("shows the largest sources where there are many, and says how many are left out", async () => {
    const sources = Array.from({ length: 63 }, (_, index) =>
      questionsOf(index < 3 ? 1 : 2, `s${index}`, { m: imported(index % 2) }),
    );
    const page = await htmlOf(sources.flat(), ["m"]);
    assert.match(page, /Not shown: 3 smaller sources\./);
    const [head = ""] = /<thead>[\s\S]*?<\/thead>/.exec(page) ?? [];
    assert.deepEqual(
      ["s0", "s2", "s3", "s62"].map((source) => head.includes(`<bdi>${source}</bdi>`)),
      [false, false, true, true],
    );
    const row = /<tr[^>]*>\s*<th scope="row"><bdi>m<\/bdi>[\s\S]*?<\/tr>/.exec(page)?.[0] ?? "";
    assert.equal(row.match(/<td/g)?.length, (head.match(/<th[ >]/g)?.length ?? 0) - 1, "as many cells as columns");
  });
});

describe("the heat map", () => {
  it("has no column for a source of test questions alone", async () => {
    const page = await htmlOf([
      questionOf("b", { capability: { m: imported(1) } }),
      questionOf("t", { source: "quiz", split: "test" }),
    ]);
    assert.match(page, /Not shown: 1 source of test questions alone\./);
    assert.doesNotMatch(page, /quiz/);
  });
});

describe("names that JavaScript gives a meaning", () => {
  it("change no object of this process", async () => {
    const names = [...Object.getOwnPropertyNames(Object.prototype), "prototype", "length"];
    const shapes = [Object.prototype, Object, Function.prototype].map((shape) => Reflect.ownKeys(shape));
    const capability = Object.fromEntries(names.map((name) => [name, imported(1)]));
    const page = await htmlOf(names.map((name) => questionOf(name, { source: name, capability })));
    assert.deepEqual(
      [Object.prototype, Object, Function.prototype].map((shape) => Reflect.ownKeys(shape)),
      shapes,
    );
    for (const name of names) assert.equal(page.split(`>${name}\u00a0</text>`).length, 4, name);
    assert.doesNotMatch(page, /NaN/);
  });
});

describe("the heat map's steps", () => {
  it("are tenths, and all of them right belongs to the last", () => {
    assert.deepEqual([0, 0.09, 0.1, 0.55, 0.999, 1].map(heatStep), [0, 0, 1, 5, 9, 9]);
  });

  for (const [theme, steps] of Object.entries(heatSteps)) {
    it(`carry text of enough contrast, and differ in lightness (${theme})`, () => {
      for (const { fill, text } of steps) assert.ok(contrast(fill, text) >= 4.5, `${text} on ${fill}`);
      const lightness = steps.map(({ fill }) => luminance(fill));
      const order = lightness.toSorted((a, b) => (theme === "light" ? b - a : a - b));
      assert.deepEqual(lightness, order);
    });
  }
});

/** Returns the relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
