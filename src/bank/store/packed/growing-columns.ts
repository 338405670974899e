import type { BankQuestion } from "../../../core/question-bank/index.ts";
import { type Labels, OutcomePalette } from "../../../core/packed-bank/index.ts";
import type { Section } from "./layout.ts";
import type { PackedColumns } from "./packed-columns.ts";

/** The bytes of each section except the vectors, in pieces. */
type ColumnSections = Readonly<Record<Exclude<Section, "vectors">, readonly Uint8Array[]>>;

/** The columns of a bank while its questions are added one by one; nothing else of the questions is kept. */
export class GrowingColumns {
  private readonly capability = new GrowingCapability();
  private readonly sources = new GrowingLabels();
  private readonly domains = new GrowingLabels();
  private readonly topics = new GrowingLabels();
  private readonly skills = new GrowingLabels();
  private readonly skillListEnds: number[] = [];
  private readonly ids = new GrowingTexts();
  private readonly texts = new GrowingTexts();
  private count = 0;

  /** N so far. */
  get rows(): number {
    return this.count;
  }

  push({ id, source, domain = "", topic = "", skills = [], question, capability }: BankQuestion): void {
    this.ids.push(id);
    this.texts.push(question);
    this.sources.push(source);
    this.domains.push(domain);
    this.topics.push(topic);
    for (const skill of skills) this.skills.push(skill);
    this.skillListEnds.push(this.skills.rows);
    this.capability.push(capability);
    this.count += 1;
  }

  /** Returns the content of the side file for these columns. */
  finish(): { readonly models: number; readonly sections: ColumnSections } {
    const { models, capability, outcomes } = this.capability.finish();
    const [sources, domains, topics] = [this.sources.finish(), this.domains.finish(), this.topics.finish()];
    const skills = this.skills.finish();
    const [ids, texts] = [this.ids.finish(), this.texts.finish()];
    const [modelNames, sourceNames] = [textsOf(models), textsOf(sources.names)];
    const [domainNames, topicNames] = [textsOf(domains.names), textsOf(topics.names)];
    const skillNames = textsOf(skills.names);
    const sections = {
      capability: [bytesOf(capability)],
      values: [bytesOf(outcomes.values)],
      weights: [bytesOf(outcomes.weights)],
      sourceOf: [bytesOf(sources.of)],
      domainOf: [bytesOf(domains.of)],
      topicOf: [bytesOf(topics.of)],
      skillListEnds: [bytesOf(Uint32Array.from(this.skillListEnds))],
      skillOf: [bytesOf(skills.of)],
      idEnds: [bytesOf(ids.ends)],
      textEnds: [bytesOf(texts.ends)],
      modelEnds: [bytesOf(modelNames.ends)],
      sourceEnds: [bytesOf(sourceNames.ends)],
      domainEnds: [bytesOf(domainNames.ends)],
      topicEnds: [bytesOf(topicNames.ends)],
      skillEnds: [bytesOf(skillNames.ends)],
      idBytes: ids.pieces,
      textBytes: texts.pieces,
      modelBytes: modelNames.pieces,
      sourceBytes: sourceNames.pieces,
      domainBytes: domainNames.pieces,
      topicBytes: topicNames.pieces,
      skillBytes: skillNames.pieces,
    };
    return { models: models.length, sections };
  }
}

function textsOf(names: readonly string[]): ReturnType<GrowingTexts["finish"]> {
  const texts = new GrowingTexts();
  for (const name of names) texts.push(name);
  return texts.finish();
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Labels while rows are added one by one. Distinct names are numbered in the order of their first row. */
class GrowingLabels {
  private readonly numbers = new Map<string, number>();
  private readonly of: number[] = [];

  /** How many rows there are so far. */
  get rows(): number {
    return this.of.length;
  }

  push(name: string): void {
    const number = this.numbers.get(name) ?? this.numbers.size;
    this.numbers.set(name, number);
    this.of.push(number);
  }

  finish(): Labels {
    return { names: [...this.numbers.keys()], of: Uint32Array.from(this.of) };
  }
}

const PIECE = 2 ** 20;
/** Largest end of a text: ends are 32-bit numbers. */
const MOST_BYTES = 2 ** 32 - 1;

/** A column of texts while rows are added one by one. It is kept in pieces, so that growing copies nothing. */
class GrowingTexts {
  private readonly encoder = new TextEncoder();
  private readonly ends: number[] = [];
  private readonly full: Uint8Array[] = [];
  private piece = new Uint8Array(PIECE);
  private used = 0;
  private total = 0;

  /** @throws RangeError when all texts together exceed 4 GiB */
  push(text: string): void {
    for (let rest = text; rest !== "";) {
      const { read, written } = this.encoder.encodeInto(rest, this.piece.subarray(this.used));
      rest = rest.slice(read);
      this.used += written;
      this.total += written;
      if (rest !== "") this.nextPiece();
    }
    if (this.total > MOST_BYTES) throw new RangeError("The texts of the question bank are longer than 4 GiB.");
    this.ends.push(this.total);
  }

  /** Returns the ends of the texts, and their bytes in pieces. */
  finish(): { readonly ends: Uint32Array; readonly pieces: readonly Uint8Array[] } {
    return { ends: Uint32Array.from(this.ends), pieces: [...this.full, this.piece.subarray(0, this.used)] };
  }

  private nextPiece(): void {
    this.full.push(this.piece.subarray(0, this.used));
    this.piece = new Uint8Array(PIECE);
    this.used = 0;
  }
}

/** A pair of model and outcome is one number with 16 bits for each. */
const MOST_MODELS = 2 ** 16;

/** Eq. 1's V while questions are added one by one. The number of models and their order are known only at the end. */
class GrowingCapability {
  private readonly palette = new OutcomePalette();
  /** Models are numbered in the order in which they come. */
  private readonly numbers = new Map<string, number>();
  /** The pairs of model and outcome of all questions, question by question. */
  private pairs = new Uint32Array(1024);
  private pairCount = 0;
  /** By row: the end of its pairs. */
  private readonly ends: number[] = [];

  /** @throws RangeError when the bank has more models than 16 bits can number */
  push(capability: BankQuestion["capability"]): void {
    for (const [model, { value, weight }] of Object.entries(capability)) {
      const number = this.numbers.get(model) ?? this.numbers.size;
      if (number >= MOST_MODELS) throw new RangeError(`The question bank knows more than ${MOST_MODELS} models.`);
      this.numbers.set(model, number);
      this.pushPair(number * 2 ** 16 + this.palette.codeOf(value, weight));
    }
    this.ends.push(this.pairCount);
  }

  finish(): Pick<PackedColumns, "models" | "capability" | "outcomes"> {
    const models = [...this.numbers.keys()].sort();
    const sorted = new Map(models.map((model, column) => [model, column]));
    const columns = [...this.numbers.keys()].map((model) => sorted.get(model) as number);
    const capability = new Uint16Array(this.ends.length * models.length);
    let index = 0;
    this.ends.forEach((end, row) => {
      for (; index < end; index++) {
        const pair = this.pairs[index] as number;
        capability[row * models.length + (columns[pair >>> 16] as number)] = pair & 0xffff;
      }
    });
    return { models, capability, outcomes: this.palette.outcomes };
  }

  private pushPair(pair: number): void {
    if (this.pairCount === this.pairs.length) {
      const larger = new Uint32Array(2 * this.pairCount);
      larger.set(this.pairs);
      this.pairs = larger;
    }
    this.pairs[this.pairCount++] = pair;
  }
}
