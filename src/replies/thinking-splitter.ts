import { GrowingText } from "./growing-text.ts";

/** Thinking and visible text of a piece of a reply. */
interface SplitText {
  readonly text: string;
  readonly thinking: string;
}

/** A whole reply, split. */
interface SplitReply extends SplitText {
  /** Beginning of the visible text in the raw reply, in UTF-16 units. */
  readonly textStart: number;
}

const TAGS = ["think", "thinking", "thought"].map((name) => ({ open: `<${name}>`, close: `</${name}>` }));

const NOTHING: SplitText = { text: "", thinking: "" };

/**
 * Separates thinking that a model writes inline at the beginning of its reply: in tags, or as a line that says how long
 * it thought. Both may be split between two pieces. Undecided text is held back, so that the visible pieces add up to
 * the text. One case is known only at the end: some chat templates open the tag in the prompt, so that only the closing
 * tag arrives and everything before it was thinking.
 */
export class ThinkingSplitter {
  private state: "beginning" | "thinking" | "text" = "beginning";
  /** The undecided text, and its beginning in the raw reply. */
  private pending = "";
  private position = 0;
  private close = "";
  private readonly text = new GrowingText();
  private readonly thinking = new GrowingText();
  private textStart = 0;
  /**
   * The text that was decided since the last piece. The whole text is never sliced, which would copy it for every
   * piece.
   */
  private certain: SplitText = NOTHING;

  /** Whether thinking has begun in a tag and not ended yet. */
  get isThinking(): boolean {
    return this.state === "thinking";
  }

  /** Takes the next piece of the raw reply and returns the text that is now decided. */
  push(piece: string): SplitText {
    this.pending += piece;
    while (this.step());
    return this.handOut();
  }

  /** Ends the reply and returns the undecided rest. */
  flush(): SplitText {
    if (this.state === "beginning") {
      this.dropSpace();
      if (isNote(this.pending)) this.think(this.pending.length);
      this.beginText();
    }
    if (this.state === "thinking") {
      this.think(this.pending.length);
      this.textStart = this.position;
    }
    return this.handOut();
  }

  /** Ends the reply and returns it whole. */
  finish(): SplitReply {
    this.flush();
    const whole = this.text.toString();
    const thinking = this.thinking.toString().trim();
    const orphan = thinking === "" ? orphanedClose(whole) : null;
    if (orphan === null) return { text: whole, thinking, textStart: this.textStart };
    const text = whole.slice(orphan.end).trimStart();
    const textStart = this.textStart + whole.length - text.length;
    return { text, thinking: whole.slice(0, orphan.start).trim(), textStart };
  }

  /** Decides the beginning of the pending text. Returns whether more can be decided. */
  private step(): boolean {
    if (this.state === "text") return this.takeText();
    if (this.state === "thinking") return this.takeThinking();
    this.dropSpace();
    const tag = TAGS.find(({ open }) => this.pending.startsWith(open));
    if (tag !== undefined) {
      this.state = "thinking";
      this.close = tag.close;
      this.skip(tag.open.length);
      return true;
    }
    const lineEnd = this.pending.indexOf("\n");
    if (lineEnd >= 0 && isNote(this.pending.slice(0, lineEnd))) {
      this.think(lineEnd + 1);
      return true;
    }
    const undecided = TAGS.some(({ open }) => open.startsWith(this.pending));
    if (undecided || (lineEnd < 0 && couldBecomeNote(this.pending))) return false;
    this.beginText();
    return false;
  }

  private takeThinking(): boolean {
    const end = this.pending.indexOf(this.close);
    if (end < 0) {
      this.think(this.pending.length - heldBack(this.pending, this.close));
      return false;
    }
    this.think(end);
    this.skip(this.close.length);
    this.state = "beginning";
    return true;
  }

  private beginText(): void {
    this.state = "text";
    this.textStart = this.position;
    this.takeText();
  }

  private takeText(): false {
    this.text.add(this.pending);
    this.certain = { ...this.certain, text: this.certain.text + this.pending };
    this.skip(this.pending.length);
    return false;
  }

  private think(length: number): void {
    const thought = this.pending.slice(0, length);
    this.thinking.add(thought);
    this.certain = { ...this.certain, thinking: this.certain.thinking + thought };
    this.skip(length);
  }

  private handOut(): SplitText {
    const { certain } = this;
    this.certain = NOTHING;
    return certain;
  }

  private dropSpace(): void {
    this.skip(this.pending.length - this.pending.trimStart().length);
  }

  private skip(length: number): void {
    this.pending = this.pending.slice(length);
    this.position += length;
  }
}

/** Returns how many characters at the end of `text` could begin `tag`. */
function heldBack(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(tag.slice(0, length))) return length;
  }
  return 0;
}

/** Returns a closing tag on its own line without an opening tag; null when there is none. */
function orphanedClose(text: string): { start: number; end: number } | null {
  for (const { open, close } of TAGS) {
    const start = text.indexOf(close);
    const ownLine =
      start >= 0 &&
      /(^|\n)[ \t]*$/.test(text.slice(0, start)) &&
      /^[ \t]*(\n|$)/.test(text.slice(start + close.length));
    if (ownLine && !text.slice(0, start).includes(open)) return { start, end: start + close.length };
  }
  return null;
}

/** Maximum length of a note, in characters. */
const LONGEST_NOTE = 100;

const NOTE_BEGINNINGS = ["reasoned for ", "reasoned about ", "thought for ", "thought about "];

const NOTE =
  /^(?:reasoned|thought)(?: about .*)? for (?:an?|a few|a couple of|[\d.]+) ?(?:s|secs?|seconds?|m|mins?|minutes?|moments?)(?:,? (?:and )?[\d.]+ ?(?:s|secs?|seconds?))?[\s.*_]*$/i;

/** Returns whether a line only says how long the model thought: "Reasoned for 12 seconds", with or without emphasis. */
function isNote(line: string): boolean {
  return line.length <= LONGEST_NOTE && NOTE.test(withoutMarks(line));
}

/** Returns whether the beginning of a line could grow into a note. */
function couldBecomeNote(beginning: string): boolean {
  const words = withoutMarks(beginning).toLowerCase();
  return (
    beginning.length <= LONGEST_NOTE && NOTE_BEGINNINGS.some((one) => one.startsWith(words) || words.startsWith(one))
  );
}

function withoutMarks(line: string): string {
  return line.replace(/^[\s*_>]+/, "");
}
