import { algorithms } from "./algorithms.ts";
import { data } from "./data.ts";
import { languages } from "./languages.ts";
import { type Lexicon, parseLexicon } from "./parse-lexicon.ts";
import { quality } from "./quality.ts";
import { sciences } from "./sciences.ts";
import { society } from "./society.ts";
import { systems } from "./systems.ts";

let parsed: Lexicon | undefined;

/** Returns the thesaurus of the built-in embedder, parsed on first use. */
export function lexicon(): Lexicon {
  return (parsed ??= parseLexicon([quality, data, algorithms, languages, systems, sciences, society]));
}
