import { literalPattern } from "../core/literal-pattern.ts";
import { plainLine } from "../core/plain-line.ts";
import type { ChatSummary, ChatTurn } from "./chat-digest.ts";
import { readTexts } from "./chat-index.ts";
import type { ChatsLayout } from "./chats-layout.ts";
import { type ChatsOptions, listChats, type ListedChat, readDigest } from "./list-chats.ts";

/** How many chats are read at a time. */
const AT_ONCE = 8;
/** Characters of an excerpt before and after its hit. */
const BEFORE = 40;
const BEHIND = 120;

/** A chat that matches a search. */
export interface ChatHit {
  readonly chat: ChatSummary;
  /** The newest run with a match; null when only the title matches. */
  readonly runId: string | null;
  /** One line around the match; empty when only the title matches. */
  readonly excerpt: string;
}

/**
 * Yields the chats whose title, one question or one reply contains all words of a query, ignoring case and accents;
 * last asked first. A query without words finds nothing.
 *
 * @throws the signal's reason when it aborts
 */
export async function* searchChats(
  layout: ChatsLayout,
  query: string,
  { signal, onProgress, limit = 100 }: ChatsOptions & { readonly limit?: number } = {},
): AsyncGenerator<ChatHit, void> {
  const words = looseWords(query);
  if (words.length === 0) return;
  const chats = await listChats(layout, signal === undefined ? {} : { signal });
  let found = 0;
  for (let from = 0; from < chats.length; from += AT_ONCE) {
    const some = chats.slice(from, from + AT_ONCE);
    const texts = await Promise.all(some.map((chat) => turnsOf(layout, chat)));
    for (const [index, { summary }] of some.entries()) {
      signal?.throwIfAborted();
      const hit = hitIn(summary, texts[index] ?? [], words);
      if (hit === null) continue;
      yield hit;
      if (++found === limit) return;
    }
    onProgress?.((from + some.length) / chats.length);
  }
}

async function turnsOf(layout: ChatsLayout, chat: ListedChat): Promise<readonly ChatTurn[]> {
  const { id } = chat.summary;
  const kept = await readTexts(layout, id, chat);
  if (kept !== null) return kept;
  return (await readDigest(layout, id).catch(() => null))?.digest?.turns ?? [];
}

function hitIn(chat: ChatSummary, turns: readonly ChatTurn[], words: readonly RegExp[]): ChatHit | null {
  for (const { runId, question, reply } of turns.toReversed()) {
    const text = [question, reply].find((one) => holdsAll(one, words));
    if (text !== undefined) return { chat, runId, excerpt: excerptOf(text, words) };
  }
  return holdsAll(chat.title, words) ? { chat, runId: null, excerpt: "" } : null;
}

function holdsAll(text: string, words: readonly RegExp[]): boolean {
  return words.every((word) => word.test(text));
}

function excerptOf(text: string, words: readonly RegExp[]): string {
  const at = Math.min(...words.map((word) => text.search(word)));
  const from = Math.max(0, at - BEFORE);
  const line = plainLine(text.slice(from, at + BEHIND), BEFORE + BEHIND);
  return `${from > 0 ? "…" : ""}${line}${at + BEHIND < text.length ? "…" : ""}`;
}

/** Maximum words and characters of a query; the rest is ignored. */
const MOST_WORDS = 12;
const LONGEST_QUERY = 300;

/** Ranges of accented letters in Unicode: Latin, Greek, Cyrillic. */
const ACCENTED: readonly (readonly [from: number, to: number])[] = [
  [0xc0, 0x52f],
  [0x1e00, 0x1fff],
];

/** Accents that follow their letter. */
const MARKS = "[\\u0300-\\u036f]*";

/** Returns a query's words as patterns that ignore case and accents. */
function looseWords(query: string): RegExp[] {
  const words = query
    .slice(0, LONGEST_QUERY)
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);
  return words.map(loosePattern);
}

/** The variants of a letter, by the letter without case and accents. */
let variants: Map<string, string> | null = null;

function loosePattern(word: string): RegExp {
  variants ??= accentedLetters();
  const letters = Array.from(word.normalize("NFC"), (letter) => {
    const bare = bareLetter(letter);
    const all = new Set([letter, bare, bare.toUpperCase(), ...Array.from(variants?.get(bare) ?? "")]);
    // Letters beyond 16 bits, and those that become two by a change of case, cannot be in a character class.
    const alternatives = [...all].map(literalPattern);
    return `(?:${alternatives.join("|")})${MARKS}`;
  });
  return new RegExp(letters.join(""));
}

function bareLetter(letter: string): string {
  const bare = letter.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return bare === "" ? letter : bare;
}

function accentedLetters(): Map<string, string> {
  const found = new Map<string, string>();
  for (const [from, to] of ACCENTED) {
    for (let code = from; code <= to; code++) {
      const letter = String.fromCharCode(code);
      const bare = bareLetter(letter);
      if (bare !== letter) found.set(bare, `${found.get(bare) ?? ""}${letter}`);
    }
  }
  return found;
}
