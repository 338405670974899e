/** Takes a body in pieces as they arrive and returns the texts in it that are now complete. */
export interface BodyReader {
  push(bytes: Uint8Array): string[];
  /** What is left when the body has ended. */
  end(): string[];
}

/**
 * The data of server-sent events, wherever the bytes are cut: inside a character, a line break or a field. Comments,
 * by which servers say that they are alive, and other fields bring nothing.
 */
export class EventStream implements BodyReader {
  /** Drops the byte order mark, too. */
  private readonly decoder = new TextDecoder();
  private line = "";
  private data: string[] = [];

  push(bytes: Uint8Array): string[] {
    return this.take(this.decoder.decode(bytes, { stream: true }));
  }

  /** Of an event that nothing ends only what is whole: the rest was cut off. */
  end(): string[] {
    const left = [...this.take(`${this.decoder.decode()}\n`), ...this.take("\n")];
    return left.filter((data) => data.trim() === "[DONE]" || isJson(data));
  }

  private take(text: string): string[] {
    const lines = text.split("\n");
    const unfinished = lines.pop() ?? "";
    const [first, ...others] = lines;
    if (first === undefined) {
      this.line += unfinished;
      return [];
    }
    const events = [this.line + first, ...others].flatMap((line) => this.takeLine(line.replace(/\r$/, "")));
    this.line = unfinished;
    return events;
  }

  private takeLine(line: string): string[] {
    if (line === "") {
      const event = this.data;
      this.data = [];
      return event.length === 0 ? [] : [event.join("\n")];
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === "data") this.data.push(value ?? "");
    // llama.cpp's way of failing in the middle of a stream.
    if (field === "error") this.data.push(`{"error":${value ?? ""}}`);
    return [];
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A body that is one text. */
export class WholeBody implements BodyReader {
  private readonly decoder = new TextDecoder();
  private text = "";

  push(bytes: Uint8Array): string[] {
    this.text += this.decoder.decode(bytes, { stream: true });
    return [];
  }

  end(): string[] {
    return [this.text + this.decoder.decode()];
  }
}
