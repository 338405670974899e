import { lastBoxed } from "./boxed.ts";
import { finalStatements, firstStatement } from "./final-statement.ts";

/** Maximum number of decisions that are read, the last ones: a model that repeats itself writes thousands. */
const MOST_DECISIONS = 500;

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * Returns the index of the option that a reply decides for; null when it decides for none or for several.
 *
 * The last decision counts: a box, a statement ("The answer is (C)", "Option B is correct"), a line of its own
 * ("**B**", "B) Paris"), or the text of one option. Only without any of these does the opening of the reply count, or
 * the only option that the last paragraph names as "(B)", "**B**" or "Option B". Letters within words never count. When
 * letter and text disagree, the letter counts.
 */
export function choiceIn(wholeReply: string, options: readonly string[]): number | null {
  const reply = withoutNextQuestion(wholeReply);
  const named = new Options(options);
  const decisions = [...boxes(reply), ...statements(reply, options), ...verdicts(reply), ...lastLine(reply)];
  for (const { text } of decisions.sort((a, b) => b.at - a.at).slice(0, MOST_DECISIONS)) {
    const option = named.option(text);
    if (option !== undefined) return option;
  }
  return named.opening(reply) ?? named.onlyMention(reply);
}

/** Removes a question that the model invented after its answer, and the answer to that question. */
function withoutNextQuestion(reply: string): string {
  const answered = firstStatement(reply)?.answerAt;
  const next = answered === undefined ? -1 : reply.slice(answered).search(/\n[^\S\n]*(?:\*\*)?Question\b.{0,10}:/u);
  return answered === undefined || next === -1 ? reply : reply.slice(0, answered + next);
}

interface Decision {
  readonly at: number;
  readonly text: string;
}

function boxes(reply: string): Decision[] {
  const text = lastBoxed(reply);
  return text === undefined ? [] : [{ at: reply.lastIndexOf("boxed"), text }];
}

/** Maximum number of characters of a statement; longer options are recognised by their letters. */
const LONGEST_REACH = 2000;

/**
 * Returns the reply's statements as decisions, including those with the answer on the next line. Text beyond the length
 * of the longest option is an explanation and is not read.
 */
function statements(reply: string, options: readonly string[]): Decision[] {
  const longest = options.reduce((most, { length }) => Math.max(most, length), 0);
  const reach = Math.min(200 + 2 * longest, LONGEST_REACH);
  return finalStatements(reply, reach).map(({ at, answer, answerAt }) => ({
    at,
    text: answer === "" ? (/\S.*/u.exec(reply.slice(answerAt, answerAt + reach))?.[0] ?? "") : answer,
  }));
}

/** Reads "Option B is correct", "I choose (B)", "so B is the right answer". */
function verdicts(reply: string): Decision[] {
  const letter = String.raw`(?<letter>[*(]{0,4}\b(?!I['’\s]+[a-z])[A-Z]\b[*)]*)`;
  const patterns = [
    String.raw`\b(?:choose|select|pick|go(?:ing)? with|choosing|selecting|say|[Ii]t['’]s|answer['’]s)\s+(?:(?:option|choice|answer|letter)\s+)?${letter}`,
    String.raw`(?<![\w.])${letter}\s+(?:is|must be|would be|as)\s+(?:thus |therefore |indeed |clearly )?(?:the\s+)?(?:correct|right|best|answer)\b`,
  ];
  return patterns.flatMap((pattern) =>
    Array.from(reply.matchAll(new RegExp(pattern, "gu")), ({ index, groups }) => ({
      at: index,
      text: groups?.["letter"] ?? "",
    })),
  );
}

/** Returns the last line as a decision. A line that calls an option wrong is none. */
function lastLine(reply: string): Decision[] {
  const line = reply.split("\n").findLast((one) => one.trim() !== "" && !/^\s*```/u.test(one)) ?? "";
  if (/\b(?:wrong|incorrect|false)\b|[✗✘❌]/iu.test(line)) return [];
  return [{ at: reply.lastIndexOf(line), text: line.replace(/^[>#\s\p{So}\uFE0F]*(?:[-*]\s+)?/u, "") }];
}

const denied = String.raw`(?!\W*\s(?:is|are|was)\s+(?:wrong|incorrect|false|not|out)\b|\W*\s(?:isn|cannot|can't))`;
const mention = new RegExp(
  String.raw`(?<!\b(?:not|n't|cannot be|neither|nor|rule out|excludes?)\s{1,2}(?:option\s)?)(?:\(([A-Z])\)|\*\*\(?([A-Z])\)?\*\*|\b[Oo]ption\s+\(?([A-Z])\b)${denied}`,
  "gu",
);

class Options {
  private readonly texts: readonly string[];

  constructor(options: readonly string[]) {
    this.texts = options.map(plain);
  }

  /** Returns the option that a text names at its beginning: by letter, or otherwise by its own text. */
  option(decision: string): number | undefined {
    const text = decision.replace(/^[\s:]+/u, "");
    return this.whole(text) ?? this.letter(text) ?? this.beginning(plain(text));
  }

  /** Returns the option with exactly this text, if it is the only one. */
  private whole(text: string): number | undefined {
    const index = this.texts.indexOf(plain(text));
    return plain(text).length > 1 && index !== -1 && this.texts.lastIndexOf(plain(text)) === index ? index : undefined;
  }

  private letter(text: string): number | undefined {
    const bare = unmarked(text).replace(
      /^(?:(?:most likely|probably|definitely|clearly|indeed|therefore|thus)\s+)?(?:the\s+)?(?:option|choice|letter|answer)?\s*/iu,
      "",
    );
    const match =
      /^[([{]\s*(?<letter>[A-Za-z])\s*(?:[)\]}](?!\s+(?:is|are|was|isn|can|cannot)\b)|$)/u.exec(bare) ??
      /^(?<letter>[A-Z])(?=[).:,;!：。]|\s+[-–—:(=]|\s+(?:because|since|as|and|or|which|rather|instead|not)\b|\s*$)/u.exec(
        bare,
      ) ??
      /^(?<letter>[a-z])(?=\s*(?:[.)]\s*)?$|[).:]\s)/u.exec(bare) ??
      /^(?<letter>[A-Z])(?=\s)(?!\s+[a-z])/u.exec(bare);
    const letter = match?.groups?.["letter"];
    if (match === null || letter === undefined) return undefined;
    if (/^\s*(?:,|and|or|&|\/)\s*(?:and\s+|or\s+)?\(?[A-Z]\)?(?![\w'])/u.test(bare.slice(match[0].length)))
      return undefined;
    const index = letters.indexOf(letter.toUpperCase());
    return index < this.texts.length ? index : undefined;
  }

  /** Returns the longest option that a text begins with. Options of a single character do not count. */
  private beginning(text: string): number | undefined {
    const fits = this.texts.filter(
      (option) => option.length > 1 && text.startsWith(option) && !/^\w/u.test(text.slice(option.length)),
    );
    const longest = fits.sort((a, b) => b.length - a.length)[0];
    return longest === undefined ? undefined : this.whole(longest);
  }

  /**
   * Returns the option that makes up the whole first paragraph, by letter, text or both; the following paragraphs
   * explain it.
   */
  opening(reply: string): number | undefined {
    const text = (/^[^]*?(?=\n\s*\n|$)/u.exec(reply.trim())?.[0] ?? "").replace(/^[>#\s\p{So}\uFE0F]+/u, "");
    const index = this.letter(text) ?? this.whole(text);
    const rest = plain(text).replace(/^(?:option\s+)?[([]?[a-z](?:[)\].:]+|\s+[-–—]|$)\s*/u, "");
    return index !== undefined && (rest === "" || rest === this.texts[index]) ? index : undefined;
  }

  /** Returns the option that the last paragraph names, if it names only one. */
  onlyMention(reply: string): number | null {
    const paragraph =
      reply
        .trim()
        .split(/\n\s*\n/u)
        .at(-1) ?? "";
    const named = new Set(Array.from(paragraph.matchAll(mention), ([, ...found]) => found.find(Boolean) ?? ""));
    const [only = ""] = named;
    const index = letters.indexOf(only);
    return named.size === 1 && only !== "" && index < this.texts.length ? index : null;
  }
}

/** Returns a text without Markdown and LaTeX emphasis. */
function unmarked(text: string): string {
  return text
    .replace(/\\(?:text|textbf|mathrm|mathbf|boxed|fbox)\s*\{([^{}]*)\}/gu, "$1")
    .replace(/\\[()[\]]|[$*`"“”]|__/gu, "")
    .trim();
}

/** Returns the form in which texts of options are compared. */
function plain(text: string): string {
  return unmarked(text)
    .replace(/\s+/gu, " ")
    .replace(/(?<![.。])[.。]+$/u, "")
    .trim()
    .toLowerCase();
}
