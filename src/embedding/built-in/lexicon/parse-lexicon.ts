import { stem } from "../stem.ts";
import { tokensOf } from "../tokens.ts";

/** A topic of texts, and the field it belongs to. */
export interface Concept {
  readonly name: string;
  readonly field: string;
}

/** A concept that a term stands for. */
export interface Sense {
  readonly concept: Concept;
  /** How clearly the term indicates the concept: 1 for a word with hardly any other meaning. */
  readonly weight: number;
}

/** What words and phrases are about. */
export interface Lexicon {
  /** By name. */
  readonly concepts: ReadonlyMap<string, Concept>;
  /** By stem, or by stems separated by a blank. */
  readonly terms: ReadonlyMap<string, readonly Sense[]>;
  /** By the beginning of a word, not of its stem. */
  readonly prefixes: ReadonlyMap<string, readonly Sense[]>;
  /** Length of the longest prefix. */
  readonly longestPrefix: number;
  /** The stems that phrases begin with. */
  readonly firstStems: ReadonlySet<string>;
}

const STRONG = 1;
const WEAK = 0.35;
/** Two words together indicate a concept more clearly than each of them. */
const PHRASE = 1.25;

/**
 * Reads sources such as
 *
 *     # field
 *     concept: strong term, two words, prefix*, more terms
 *       | weak term, another
 *
 * A term after the bar usually means something else. A term may belong to several concepts.
 *
 * @throws SyntaxError when a concept stands outside of a field, comes twice or has an empty term
 */
export function parseLexicon(sources: readonly string[]): Lexicon {
  const concepts = new Map<string, Concept>();
  const terms = new Map<string, Sense[]>();
  const prefixes = new Map<string, Sense[]>();
  const firstStems = new Set<string>();
  for (const source of sources) {
    let field: string | undefined;
    for (const entry of source.trim().split(/\n+(?=\S)/)) {
      const [, heading, name = "", strong = "", weak] = ENTRY.exec(entry) ?? [];
      if (heading !== undefined) {
        field = heading;
        continue;
      }
      if (field === undefined || name === "" || concepts.has(name)) {
        throw new SyntaxError(`The lexicon cannot read "${entry.slice(0, 60)}", or has it twice.`);
      }
      const concept = { name, field };
      concepts.set(name, concept);
      for (const term of strong.split(",")) add(term, { concept, weight: STRONG });
      for (const term of weak?.split(",") ?? []) add(term, { concept, weight: WEAK });
    }
  }
  const longestPrefix = Math.max(0, ...Array.from(prefixes.keys(), ({ length }) => length));
  return { concepts, terms, prefixes, longestPrefix, firstStems };

  function add(written: string, sense: Sense): void {
    const term = written.trim();
    if (/^\S+\*$/.test(term)) {
      append(prefixes, term.slice(0, -1), sense);
      return;
    }
    const [first, ...others] = tokensOf(term).flatMap(({ kind, text }) => (kind === "word" ? stem(text) : []));
    if (first === undefined) throw new SyntaxError(`The lexicon has "${term}" as a term of ${sense.concept.name}.`);
    if (others.length === 0) append(terms, first, sense);
    else {
      firstStems.add(first);
      append(terms, [first, ...others].join(" "), { ...sense, weight: sense.weight * PHRASE });
    }
  }
}

const ENTRY = /^(?:# (.+)|([^:|]+): ([^|]+?)(?:\| ([^|]+))?)$/s;

/** When a concept has several terms with one stem, the first counts. */
function append(senses: Map<string, Sense[]>, key: string, sense: Sense): void {
  const known = senses.get(key);
  if (known === undefined) senses.set(key, [sense]);
  else if (!known.some(({ concept }) => concept === sense.concept)) known.push(sense);
}
