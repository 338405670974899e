/** Names of units by their spellings. Two answers with units of this table must have the same unit. */
const units = new Map(
  Object.entries({
    degree: "degree degrees deg",
    radian: "radian radians rad",
    millimeter: "mm millimeter millimeters millimetre millimetres",
    centimeter: "cm centimeter centimeters centimetre centimetres",
    meter: "m meter meters metre metres",
    kilometer: "km kilometer kilometers kilometre kilometres",
    inch: "in inch inches",
    foot: "ft foot feet",
    yard: "yd yard yards",
    mile: "mi mile miles",
    gram: "g gram grams",
    kilogram: "kg kilogram kilograms",
    pound: "lb lbs pound pounds",
    ounce: "oz ounce ounces",
    second: "s sec second seconds",
    minute: "min minute minutes",
    hour: "h hr hrs hour hours",
    day: "day days",
    week: "week weeks",
    year: "year years",
    dollar: "dollar dollars usd",
    cent: "cent cents",
    mph: "mph",
    unit: "unit units",
  }).flatMap(([name, words]) => words.split(" ").map((word): [string, string] => [word, name])),
);

/** An answer without the unit around its value. The unit is null when there is none, or none that the table knows. */
interface Measured {
  readonly value: string;
  readonly unit: string | null;
}

const value = String.raw`(?<value>.*[\d})\]].*?|[\d.]+)`;
const inText = String.raw`\\text\s*\{(?<text>[^{}]*)\}`;
const speed = String.raw`(?<=\s)(?:km|mi|miles?|m|cm|ft|feet)\/(?:h|hr|hours?|min|s|sec)`;
const inWords = String.raw`(?<=[\d})])\s*(?<words>(?:[A-Za-z]{2,}\.?|per|${speed})(?:\s+(?:[A-Za-z]{2,}\.?|per))*)`;
const measured = new RegExp(String.raw`^${value}\s*(?:${inText}|${inWords})\s*(?:\^\s*\{?\d\}?)?$`, "u");

/** Removes a unit from an answer: degrees, dollars, `\text{ cm}^2`, or words after a number. */
export function withoutUnit(answer: string): Measured {
  if (/^-?\s*\\\$|^-?\s*\$/u.test(answer)) return { value: answer.replace(/\\?\$\s*/u, ""), unit: "dollar" };
  const degrees = /^(.*?)\s*\^\\circ$/u.exec(answer)?.[1];
  if (degrees !== undefined && !/\\(?:sin|cos|tan|cot|sec|csc)/u.test(degrees))
    return { value: degrees, unit: "degree" };
  const groups = measured.exec(answer)?.groups;
  const words = groups?.["text"] ?? groups?.["words"];
  if (groups?.["value"] === undefined || words === undefined || /[=<>]|^\s*(?:and|or)\s*$/u.test(words))
    return { value: answer, unit: null };
  return { value: groups["value"].trim(), unit: known(words) };
}

function known(words: string): string | null {
  const found = words
    .toLowerCase()
    .split(/[^a-z]+/u)
    .flatMap((word) => units.get(word) ?? []);
  return found.length === 1 ? (found[0] ?? null) : null;
}
