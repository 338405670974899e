import { GatheredBytes, inNumbers, LimitError, refuseTooManyValues, replyLimits } from "../limits/index.ts";

/** Takes the pieces of a body and returns the complete texts in it. */
export interface BodyReader {
  /**
   * Returns the texts that these bytes complete, lazily. Read all of them before the next bytes.
   *
   * @throws LimitError when there is too much
   */
  push(bytes: Uint8Array): Iterable<string>;
  /** Returns the rest when the body has ended. */
  end(): string[];
  /** Number of bytes in unfinished texts. */
  readonly held: number;
  /** Frees the unfinished texts. */
  release(): void;
}

const [LINE_FEED, CARRIAGE_RETURN, COLON, SPACE] = [0x0a, 0x0d, 0x3a, 0x20];
/** The byte order mark, one character per byte. */
const MARK = "\u00ef\u00bb\u00bf";
const NEW_LINE = Buffer.from("\n");
const ERROR = [Buffer.from('{"error":'), Buffer.from("}")] as const;
/** Maximum length of a field's name; longer names are unknown ones. */
const LONGEST_NAME = `${MARK}error\r`.length;

/**
 * Reads the data of server-sent events, wherever the bytes are split: inside a character, a line break or a field.
 * Comments (a server's signs of life) and other fields are dropped.
 */
export class EventStream implements BodyReader {
  private readonly event: GatheredBytes;
  private readonly mostLines: number;
  private lines = 0;
  private hasData = false;
  /** The name of the current line's field, until its colon. */
  private name = "";
  /** The field of the current line, once its colon has arrived. */
  private field: "data" | "error" | "other" | null = null;
  private hasValue = false;
  private mayHaveSpace = false;

  /**
   * @param limit longest event, in bytes
   * @param choices the number of requested choices
   */
  constructor(limit: number, choices = 1) {
    this.mostLines = choices * replyLimits.lines;
    this.event = new GatheredBytes(limit, "in one event");
  }

  get held(): number {
    return this.event.held;
  }

  *push(received: Uint8Array): Generator<string> {
    const bytes = Buffer.from(received.buffer, received.byteOffset, received.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      this.takePart(bytes.subarray(start, end));
      start = end + 1;
      const event = this.endLine();
      if (event !== null) yield event;
    }
    this.takePart(bytes.subarray(start));
  }

  /** Only whole lines of an unfinished event count, because the rest was cut off. */
  end(): string[] {
    const left = [...this.push(NEW_LINE), ...this.push(NEW_LINE)];
    return left.filter((data) => data.trim() === "[DONE]" || isJson(data));
  }

  release(): void {
    this.event.clear();
  }

  /** Takes the next bytes of a line. */
  private takePart(part: Buffer): void {
    let value = part;
    if (this.field === null) {
      const colon = part.indexOf(COLON);
      const name = colon < 0 ? part : part.subarray(0, colon);
      this.name += name.toString("latin1", 0, Math.max(0, LONGEST_NAME - this.name.length));
      if (colon < 0) return;
      this.beginValue();
      value = part.subarray(colon + 1);
    }
    if (value.length === 0) return;
    if (this.mayHaveSpace && value[0] === SPACE) value = value.subarray(1);
    this.mayHaveSpace = false;
    this.hasValue ||= value.length > 0;
    if (this.field !== "other") this.event.add(value);
  }

  private beginValue(): void {
    const name = this.lines === 0 && this.name.startsWith(MARK) ? this.name.slice(MARK.length) : this.name;
    this.field = name === "data" || name === "error" ? name : "other";
    this.mayHaveSpace = true;
    this.hasValue = false;
    if (this.field === "other") return;
    if (this.hasData) this.event.add(NEW_LINE);
    this.hasData = true;
    // llama.cpp reports failures in the middle of a stream in this form.
    if (this.field === "error") this.event.add(ERROR[0]);
  }

  /** Ends a line. Returns the event that it completes. */
  private endLine(): string | null {
    if (this.field === null) {
      this.name = this.name.replace(/\r$/, "");
      const isBlank = this.name === "" || (this.lines === 0 && this.name === MARK);
      if (!isBlank) this.beginValue();
      else if (this.hasData) {
        this.hasData = false;
        return this.startLine(this.event.takeText());
      }
    }
    const isKept = this.field === "data" || this.field === "error";
    if (isKept && this.hasValue) this.event.dropLast(CARRIAGE_RETURN);
    if (this.field === "error") this.event.add(ERROR[1]);
    return this.startLine(null);
  }

  private startLine<Event>(event: Event): Event {
    this.lines++;
    if (this.lines > this.mostLines) throw new LimitError(`${inNumbers(this.mostLines)} lines in one answer`);
    this.name = "";
    this.field = null;
    return event;
  }
}

function isJson(text: string): boolean {
  refuseTooManyValues(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A body that is one text. */
export class WholeBody implements BodyReader {
  private readonly body: GatheredBytes;

  /** @param limit maximum length, in bytes */
  constructor(limit: number) {
    this.body = new GatheredBytes(limit, "in one answer");
  }

  get held(): number {
    return this.body.held;
  }

  push(bytes: Uint8Array): readonly string[] {
    this.body.add(bytes);
    return [];
  }

  end(): string[] {
    return [this.body.takeText().replace(/^\ufeff/, "")];
  }

  release(): void {
    this.body.clear();
  }
}
