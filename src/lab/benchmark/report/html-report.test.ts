import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { drawnOf } from "./charts/drawn.ts";
import { htmlReport } from "./html-report.ts";
import type { Chart, Table } from "./table.ts";
import { about, hostile, tableWith } from "../../../../test/support/lab/report.ts";

const figures = [
  [{ value: 0.8, interval: [0.7, 0.9] as const, paper: 0.7678 }, { value: null }],
  [
    { value: 0.6, interval: [0.5, 0.7] as const },
    { value: -0.2, interval: [-0.3, -0.1] as const },
  ],
];

/** Every kind of picture. */
const charts: readonly Chart[] = [
  { kind: "bars" },
  { kind: "lines", along: "K" },
  { kind: "stacked-bars" },
  { kind: "radar" },
];

const wide = (chart: Chart): Table =>
  tableWith(
    figures.map(([first]) => Array.from({ length: 4 }, () => first ?? { value: null })),
    {
      columns: ["a", "b", "c", "d"].map((title) => ({ title, unit: "share" })),
      chart,
    },
  );

describe("the report as HTML", () => {
  it("has a table with caption and a picture, figures with intervals and the paper's beside", () => {
    const page = htmlReport([tableWith(figures)], about);
    assert.match(page, /<caption>\s*<span>Accuracy \(Table 1 of the paper\)<\/span>/);
    assert.match(
      page,
      /<span>80\.0%<\/span><small>\[70\.0, 90\.0\]<\/small><small class="paper">paper 76\.78%<\/small>/,
    );
    assert.match(page, /<td class="number sure">\s*<span>−20\.0<\/span>/);
    assert.equal(page.match(/<svg /g)?.length, 1);
  });

  it("has an axis that ends at 100%, though a mean and its deviation reach beyond", () => {
    const page = htmlReport(
      [tableWith([[{ value: 0.93, deviation: 0.09 }], [{ value: 0.05, deviation: 0.09 }]])],
      about,
    );
    const labels = [...page.matchAll(/<text[^>]*>(-?[−\d.]+%)<\/text>/g)].map(([, label]) => label);
    assert.deepEqual(labels.slice(0, 6), ["0.0%", "20.0%", "40.0%", "60.0%", "80.0%", "100.0%"]);
    assert.match(page, /<small>± 9\.0<\/small>/);
    assert.doesNotMatch(page, />(?:120|150)\.0%</);
  });

  it("has the user's own prompts as text", () => {
    assert.doesNotMatch(htmlReport([tableWith(figures)], about), /id="prompts"/);
    for (const text of hostile) {
      const prompts = [{ name: text, texts: [{ name: "user", text: `${text}\n{question}` }] }];
      const page = htmlReport([tableWith(figures)], { ...about, prompts });
      assert.match(page, /<h2 id="prompts-title">Prompts<\/h2>/);
      assert.match(page, /<dt>user<\/dt>\s*<dd dir="auto">[^<>]*\n\{question\}<\/dd>/);
      assert.doesNotMatch(page, /<script|<img|<iframe|\u202e/);
    }
  });

  it("has no script and nothing to fetch, and says so in its policy", () => {
    const page = htmlReport(charts.map(wide), about);
    assert.match(page, /content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/);
    assert.doesNotMatch(page, /<script|<link|<img|<iframe|@import|url\((?!#)|NaN|undefined/);
    assert.deepEqual(
      [...new Set(page.match(/https?:[^"]*/g))],
      ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"],
    );
  });

  it("says that it is simulated, in every caption and inside every picture", () => {
    const tables = charts.map(wide);
    const page = htmlReport(tables, { ...about, simulated: true });
    const pictures = page.match(/<svg [^]*?<\/svg>/g) ?? [];
    assert.equal(pictures.length, charts.length);
    for (const svg of pictures) assert.match(svg, />simulated<\/text>/);
    assert.equal(page.match(/<caption>\s*<span>[^<]*simulated\)<\/span>/g)?.length, charts.length);
    assert.doesNotMatch(htmlReport(tables, about), /simulated<\/text>|; simulated\)/);
  });

  it("takes whatever models and data sets are called for text, in tables and pictures", () => {
    const named = (names: readonly string[]): string =>
      htmlReport(
        charts.map((chart) => ({
          ...wide(chart),
          rows: names.map((title) => ({ title, figures: names.map(() => ({ value: 0.5 })) })),
          columns: names.map((title) => ({ title, unit: "share" as const })),
          notes: names,
        })),
        { ...about, models: names, title: names[0] ?? "" },
      );
    const tagsOf = (page: string): string[] => [...new Set(page.match(/<\/?[a-z!][^\s>]*/gi))].sort();
    const page = named(hostile);
    assert.deepEqual(tagsOf(page), tagsOf(named(hostile.map((_, index) => `name ${index}`))));
    assert.doesNotMatch(page.replaceAll(/"[^"]*"/g, ""), /<[^>]*\sonerror/);
    // oxlint-disable-next-line no-control-regex -- those are what must not be there
    assert.doesNotMatch(page, /[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
    assert.ok(page.includes("{a|red} {b} {@[2]} ${x}"), "a template is shown as it is");
    assert.equal(Object.getPrototypeOf({}), Object.prototype);
  });

  it("says where nothing was run", () => {
    const page = htmlReport([tableWith([])], about);
    assert.match(page, /Nothing of this was run\./);
    assert.doesNotMatch(page, /<svg/);
  });
});

describe("what is drawn", () => {
  it("is a picture for each unit, without rows that have no figure", () => {
    const drawn = drawnOf(tableWith(figures, { chart: { kind: "bars" } }), false);
    assert.deepEqual(
      drawn.map(({ unit, columns, rows }) => ({ unit, columns, rows })),
      [
        { unit: "share", columns: ["Average"], rows: ["SMCS", "MoA"] },
        { unit: "points", columns: ["Against SMCS"], rows: ["MoA"] },
      ],
    );
  });

  it("leaves the paper's costs to the table: its test is of another size", () => {
    const costs = tableWith([[{ value: 0.05, paper: 8.11 }]], {
      columns: [{ title: "Cost", unit: "usd" }],
      chart: { kind: "bars" },
    });
    assert.deepEqual(drawnOf(costs, false)[0]?.figures, [[{ value: 0.05 }]]);
    assert.match(htmlReport([costs], about), /paper \$8\.11/);
  });

  it("is nothing where no column has a figure", () => {
    assert.deepEqual(drawnOf(tableWith([[{ value: null }, { value: null }]]), false), []);
  });
});
