import type { BankQuestion } from "../../core/question-bank/bank-question.ts";
import { GrowingCapability } from "./growing-capability.ts";
import { GrowingLabels } from "./growing-labels.ts";
import { GrowingTexts } from "./growing-texts.ts";
import type { Section } from "./layout.ts";

/** The bytes of each section but the vectors, in pieces. */
export type ColumnSections = Readonly<Record<Exclude<Section, "vectors">, readonly Uint8Array[]>>;

/** The columns of a bank while its questions come one by one; of these nothing else is kept. */
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

  /** What the side file holds of them. */
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
