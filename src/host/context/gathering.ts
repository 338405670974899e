import { l10n, type Uri } from "vscode";
import { FITTING_BYTES_PER_TOKEN, utf8Bytes } from "../../core/tokens.ts";
import { fenced } from "../../core/fenced.ts";
import { ContextError } from "./attachment.ts";
import { heldBack } from "./held-back.ts";
import { labelOf, readFile } from "./read-file.ts";

/** Assumed tokens of prompt and reply if no model states its context. */
const ASSUMED_ROOM = 65_536;
/** Maximum size of one attachment in bytes, for any model. */
const MOST_BYTES = 1024 * 1024;
/** Maximum number of names in a sentence; the others are counted. */
const MOST_NAMED = 5;

/** Maximum number of names in a list; the others are counted. */
const MOST_LISTED = 500;
/** The maximum share of an attachment's size for a list. */
const LIST_SHARE = 1 / 4;

/** Why a part was left out. */
type LeftOutFor = "length" | "binary" | "unreadable" | "unsaved" | "secret" | "outside";

/** Number of files that are read at the same time; a remote file system is slow for each. */
const AT_ONCE = 8;

interface Gathered {
  readonly signal?: AbortSignal;
  readonly heading?: string | null;
  /** Folders that links must not leave; if empty, the user opened each file. */
  readonly roots?: readonly Uri[];
}

/**
 * Returns the maximum size of an attachment with many parts, in bytes: half of the room; question and reply have the
 * rest.
 */
export function mostGathered(room: number | null): number {
  return Math.min(MOST_BYTES, Math.floor((room ?? ASSUMED_ROOM) / 2) * FITTING_BYTES_PER_TOKEN);
}

/** A text that is collected from parts up to a limit. It ends with a list of what was left out. */
export class Gathering {
  /** The labels of the parts in the text. */
  readonly labels = new Set<string>();
  private readonly leftOut = new Map<LeftOutFor, string[]>();
  private readonly pieces: string[] = [];
  private readonly mostBytes: number;
  private bytes = 0;
  private heading: string | null = null;
  private refusals = 0;

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  /** Whether many consecutive parts were too long, so that trying more is a waste. */
  get isFull(): boolean {
    return this.refusals >= 20;
  }

  /** Adds a whole part under its heading, or leaves it out if it does not fit. */
  add(label: string, text: string, heading: string | null = null): void {
    const isNew = heading !== null && heading !== this.heading;
    const piece = isNew ? `${heading}\n\n${text}` : text;
    const bytes = utf8Bytes(piece) + 2;
    if (this.bytes + bytes > this.mostBytes) {
      this.refusals++;
      this.leaveOut(label, "length");
      return;
    }
    this.refusals = 0;
    this.bytes += bytes;
    this.heading = heading;
    this.pieces.push(piece);
    this.labels.add(label);
  }

  /** Adds a list of names under its heading; counts those that do not fit. */
  addList(heading: string, names: readonly string[]): void {
    const lines: string[] = [];
    let bytes = utf8Bytes(heading);
    for (const name of names.slice(0, MOST_LISTED)) {
      const line = `- ${name}`;
      bytes += utf8Bytes(line) + 1;
      if (bytes > this.mostBytes * LIST_SHARE) break;
      lines.push(line);
    }
    const more = names.length - lines.length;
    const piece = [heading, ...lines, ...(more > 0 ? [l10n.t("and {0} more", more)] : [])].join("\n");
    this.bytes += utf8Bytes(piece) + 2;
    this.pieces.push(piece);
  }

  leaveOut(label: string, reason: LeftOutFor): void {
    const labels = this.leftOut.get(reason);
    if (labels === undefined) this.leftOut.set(reason, [label]);
    else labels.push(label);
  }

  /** Sentences on what was left out and why; undefined for nothing. */
  get note(): string | undefined {
    const sentences = [...this.leftOut].map(([reason, labels]) => this.sentence(reason, [...new Set(labels)]));
    return sentences.length === 0 ? undefined : sentences.join(" ");
  }

  /** The attached text, with the note on what is missing. */
  get text(): string {
    return [...this.pieces, ...(this.note === undefined ? [] : [this.note])].join("\n\n");
  }

  private sentence(reason: LeftOutFor, labels: readonly string[]): string {
    const shown = labels.slice(0, MOST_NAMED).join(", ");
    const more = labels.length - MOST_NAMED;
    const names = more > 0 ? l10n.t("{0} and {1} more", shown, more) : shown;
    switch (reason) {
      case "length":
        return l10n.t(
          "Left out beyond about {0} tokens: {1}.",
          Math.floor(this.mostBytes / FITTING_BYTES_PER_TOKEN).toLocaleString("en"),
          names,
        );
      case "binary":
        return l10n.t("Left out as binary: {0}.", names);
      case "unreadable":
        return l10n.t("Left out since it cannot be read: {0}.", names);
      case "unsaved":
        return l10n.t("Unsaved edits are not in it: {0}.", names);
      case "secret":
        return l10n.t(
          "Left out because keys or passwords may be in it: {0}. Attach it alone if it is to be sent.",
          names,
        );
      case "outside":
        return l10n.t(
          "Left out because a link leads out of the folder: {0}. Attach it alone if it is to be sent.",
          names,
        );
    }
  }
}

/** Adds the present text of files, in order; binary, unreadable, too long and held-back files are left out. */
export async function gatherFiles(
  gathering: Gathering,
  uris: readonly Uri[],
  { signal, heading = null, roots }: Gathered = {},
): Promise<void> {
  for (let from = 0; from < uris.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    const batch = uris.slice(from, from + AT_ONCE);
    const texts = gathering.isFull ? [] : await Promise.all(batch.map((uri) => textOf(uri, roots)));
    for (const [index, uri] of batch.entries()) {
      const label = labelOf(uri);
      const { text, because } = texts[index] ?? { text: null, because: "length" };
      if (text === null) gathering.leaveOut(label, because);
      else gathering.add(label, `${label}\n${fenced(text)}`, heading);
    }
  }
}

type Read = { readonly text: string; readonly because?: never } | { readonly text: null; readonly because: LeftOutFor };

async function textOf(uri: Uri, roots: readonly Uri[] = [uri]): Promise<Read> {
  const because = await heldBack(uri, roots);
  if (because !== null) return { text: null, because };
  try {
    return { text: await readFile(uri) };
  } catch (error) {
    return { text: null, because: (error instanceof ContextError ? error.because : null) ?? "unreadable" };
  }
}
