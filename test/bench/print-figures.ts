import type { Figure } from "./figure.ts";

/** Measures, and prints the figures as text or as one JSON document; standard output gets nothing else. */
export async function printFigures(
  bench: string,
  measure: () => Promise<readonly Figure[]>,
  json: boolean,
): Promise<void> {
  const figures = await quietly(measure);
  if (json) console.log(JSON.stringify({ bench, figures }, null, 2));
  else console.table(Object.fromEntries(figures.map(({ name, ...rest }) => [name, rest])));
}

/** Does the work. Its own output to standard output meanwhile goes to standard error. */
async function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  const { stdout, stderr } = process;
  const own = Object.getOwnPropertyDescriptor(stdout, "write");
  stdout.write = stderr.write.bind(stderr);
  try {
    return await work();
  } finally {
    if (own === undefined) Reflect.deleteProperty(stdout, "write");
    else Object.defineProperty(stdout, "write", own);
  }
}
