import type { Figure, Table, Unit } from "../table.ts";

/** The part of a table that one picture shows: columns of the same unit. */
export interface Drawn {
  readonly unit: Unit;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** Rows x columns. */
  readonly figures: readonly (readonly Figure[])[];
  /** Whether the picture says that its figures are simulated. */
  readonly simulated: boolean;
}

/** Returns the parts of a table that its pictures show, one for each unit. */
export function drawnOf({ columns, rows, chart }: Table, simulated: boolean): Drawn[] {
  if (chart === null || rows.length === 0) return [];
  const shown = columns
    .map(({ title, unit }, index) => ({ title, unit, index }))
    .filter(({ title }) => chart.columns?.includes(title) ?? true);
  return [...new Set(shown.map(({ unit }) => unit))].flatMap((unit) => {
    const own = shown.filter((column) => column.unit === unit);
    const all = rows.map(({ title, figures }) => ({
      title,
      figures: own.map(({ index }) => pictured(figures[index] ?? { value: null }, unit)),
    }));
    // A row without any figure, such as the base of differences, would be an empty line.
    const measured = all.filter(({ figures }) => figures.some(({ value }) => value !== null));
    if (measured.length === 0) return [];
    return [
      {
        unit,
        columns: own.map(({ title }) => title),
        rows: measured.map(({ title }) => title),
        figures: measured.map(({ figures }) => figures),
        simulated,
      },
    ];
  });
}

/**
 * Returns a figure in the form that a picture shows. The paper's costs are left out: they are of a test of another
 * size, and on one axis with ours, ours would vanish. A mean and its deviation may reach beyond 100%, which a share
 * cannot: the whisker ends there.
 */
function pictured({ paper, deviation, ...own }: Figure, unit: Unit): Figure {
  const shown = paper === undefined || unit === "usd" ? own : { ...own, paper };
  const { value } = own;
  if (value === null || deviation === undefined) return shown;
  const [least, most] = unit === "share" ? [0, 1] : [-Infinity, Infinity];
  return { ...shown, interval: [Math.max(least, value - deviation), Math.min(most, value + deviation)] };
}

/** Returns the smallest and the largest number that a picture must show, the paper's included. */
export function extent({ figures }: Drawn): readonly [number, number] {
  const all = figures
    .flat()
    .flatMap(({ value, interval, paper }) => [
      ...(value === null ? [] : [value, ...(interval ?? [])]),
      ...(paper === undefined ? [] : [paper]),
    ]);
  return [Math.min(...all), Math.max(...all)];
}

/** Returns both ends of a figure's uncertainty; null when it has none. */
export function ends({ value, interval }: Figure): readonly [number, number] | null {
  return value === null ? null : (interval ?? null);
}
