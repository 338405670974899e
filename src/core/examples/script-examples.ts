import type { Example } from "./example.ts";
import { MARK } from "./python-examples.ts";
import { valueAt } from "./values.ts";

const HELPERS = String.raw`
const True = true, False = false, None = null, nan = NaN, inf = Infinity;
const smcsShow = (value) => {
  try {
    if (typeof value === "number" || value === undefined || typeof value === "function") return String(value);
    return JSON.stringify(value, (_, one) => (typeof one === "bigint" ? one + "n" : one instanceof Map || one instanceof Set ? [...one] : one)) ?? String(value);
  } catch { return String(value); }
};
const smcsTell = (at, began, passed, actual) => {
  console.log(${JSON.stringify(MARK)} + JSON.stringify([at, passed, actual.slice(0, 2000), performance.now() - began]));
};
const smcsSaid = (error) => error instanceof Error ? error.name + ": " + error.message : String(error);
const smcsSame = (value, expected) => {
  if (typeof value === "number" && typeof expected === "number" && !Number.isInteger(expected))
    return Math.abs(value - expected) <= 1e-6 * Math.max(1e-3, Math.abs(expected));
  if (expected === null && value === undefined) return true;
  try { assert.deepStrictEqual(value, expected); return true; } catch { return false; }
};
const smcsValue = async (at, get, expected) => {
  const began = performance.now();
  let value;
  try { value = await get(); } catch (error) { smcsTell(at, began, false, smcsSaid(error)); return; }
  smcsTell(at, began, smcsSame(value, expected()), smcsShow(value));
};
const smcsTest = async (at, run) => {
  const began = performance.now();
  try { await run(); smcsTell(at, began, true, ""); } catch (error) { smcsTell(at, began, false, smcsSaid(error)); }
};
`;

/** The same as `pythonTest`, in JavaScript. */
export function scriptTest(examples: readonly (readonly [number, Example])[], main: string): string {
  return [HELPERS, ...examples.map(([at, example]) => partOf(at, example, main))].join("\n");
}

function partOf(at: number, { given, expected }: Example, main: string): string {
  const compared = (expression: string): string => {
    const wanted = valueAt(expected ?? "", 0)?.end === expected?.length ? expected : JSON.stringify(expected);
    return `await smcsValue(${at}, async () => (${expression}), () => (${wanted}));`;
  };
  switch (given.kind) {
    case "call":
      return compared(given.call);
    case "arguments":
      return compared(`${main}(${given.list.map(({ value }) => value).join(", ")})`);
    case "test":
      return `await smcsTest(${at}, async () => {\n${given.code}\n});`;
    default:
      return "";
  }
}
