import type { About } from "../../../src/lab/benchmark/report/about.ts";
import type { Figure, Table } from "../../../src/lab/benchmark/report/table.ts";

/** A report's description of a small benchmark. */
export const about: About = {
  title: "SMCS on your models",
  when: "2026-03-01",
  models: ["alpha", "beta"],
  questions: 60,
  bank: "300 questions of the starter bank",
  embedder: "built-in/feature-hashing-384/2",
  simulated: false,
  requests: 1234,
  costUsd: 1.5,
  prompts: [],
  notes: [],
};

/** Returns a table with two rows and the given figures: the first row's, then the second's. */
export function tableWith(figures: readonly (readonly Figure[])[], parts: Partial<Table> = {}): Table {
  return {
    id: "table-1",
    title: "Accuracy",
    inPaper: "Table 1",
    about: "Share of right answers.",
    differs: "The paper has other questions.",
    columns: [
      { title: "Average", unit: "share" },
      { title: "Against SMCS", unit: "points" },
    ],
    rows: figures.map((row, index) => ({ title: ["SMCS", "MoA", "alpha", "beta"][index] ?? "", figures: row })),
    chart: { kind: "bars", columns: ["Average"] },
    notes: ["A note."],
    ...parts,
  };
}

/** Texts that try to become markup or a chart's own formatting, or to reverse their neighbours. */
export const hostile = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `]]></style></svg><iframe src="https://example.invalid">`,
  `{a|red} {b} {@[2]} \${x}`,
  `\u202egpj.exe\u0000\u001b[31m\n\n# heading | cell`,
  "__proto__",
];
