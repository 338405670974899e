import type { CapabilityTable } from "../capability-table.ts";
import { chartText, type Markup, nameAxis, ROW_HEIGHT, svgChart } from "../../../report-page/index.ts";

/** Kinds of evidence with their names for readers; their colours are the page's `--evidence-...`. */
export const evidenceNames = {
  checked: "checked",
  imported: "imported",
  samples: "from examples",
  choice: "from your choices",
} as const;

type Evidence = keyof typeof evidenceNames;
const all = Object.keys(evidenceNames) as readonly Evidence[];

/** Returns the kinds of evidence that a report shows: outcomes from examples only if there are any, as most banks have none. */
export function evidenceOf({ models }: CapabilityTable): readonly Evidence[] {
  return all.filter((kind) => kind !== "samples" || models.some(({ byEvidence }) => byEvidence.samples > 0));
}

const BARS_WIDTH = 460;
const AXIS_HEIGHT = 24;

/** Returns a chart of how many of the bank's questions each model was evaluated on, by kind of evidence. */
export function coverageChart(table: CapabilityTable): Markup {
  const { models, questions } = table;
  const kinds = evidenceOf(table);
  const names = nameAxis(models.map(({ name }) => name));
  const right = 64;
  const option = {
    grid: { left: names.width, top: AXIS_HEIGHT, right, bottom: 8 },
    xAxis: {
      type: "value",
      position: "top",
      max: questions,
      splitNumber: 4,
      axisLabel: {
        ...chartText,
        showMaxLabel: false,
        formatter: (value: number) => value.toLocaleString("en"),
      },
      splitLine: { lineStyle: { color: "var(--line)" } },
    },
    yAxis: { ...names.axis, inverse: true },
    series: kinds.map((kind, index) => ({
      type: "bar",
      stack: "evaluated",
      barWidth: 12,
      silent: true,
      emphasis: { disabled: true },
      itemStyle: { color: `var(--evidence-${kind})`, borderColor: "var(--edge)", borderWidth: 1 },
      data: models.map(({ byEvidence }) => byEvidence[kind]),
      // The last kind of the stack shows the total.
      label: {
        ...chartText,
        show: index === kinds.length - 1,
        position: "right",
        formatter: ({ dataIndex }: { readonly dataIndex: number }) =>
          `${Math.round((100 * (models[dataIndex]?.evaluated ?? 0)) / questions)}%`,
      },
    })),
  };
  return svgChart(option, names.width + BARS_WIDTH + right, AXIS_HEIGHT + models.length * ROW_HEIGHT + 8);
}
