import type { EmbeddingModel, QuestionBank } from "../../core/ports.ts";
import { type BankPlace, openBank } from "./open-bank.ts";

/** An opened bank, kept so that the next run need not read it again. */
interface OpenedBank {
  readonly space: string;
  readonly bank: QuestionBank;
  /** The embedder of the last caller: another endpoint, key or worker may serve the same space. */
  embedding: EmbeddingModel;
  /** The last caller's. */
  onNotice: BankPlace["onNotice"];
}

/** How many spaces of one bank stay in memory: the embedder's and its stand-in's. */
const SPACES = 2;

/** By bank, the most recently used one last. */
const opened = new Map<string, OpenedBank[]>();

/** Returns the bank of a folder in an embedder's space; one reading serves all runs of the process. */
export function bankAt(
  place: Omit<BankPlace, "onNotice">,
  embedding: EmbeddingModel,
  onNotice: BankPlace["onNotice"],
): QuestionBank {
  const key = `${place.folder}\n${place.capability.length}`;
  const known = opened.get(key) ?? [];
  const found = known.find(({ space }) => space === embedding.space) ?? open(place, embedding);
  opened.set(key, [...known.filter((one) => one !== found), found].slice(-SPACES));
  found.embedding = embedding;
  found.onNotice = onNotice;
  return found.bank;
}

function open(place: Omit<BankPlace, "onNotice">, embedding: EmbeddingModel): OpenedBank {
  const { space } = embedding;
  const bank = openBank(
    { ...place, onNotice: (message) => one.onNotice?.(message) },
    { space, embed: (...given) => one.embedding.embed(...given) },
  );
  const one: OpenedBank = { space, bank, embedding, onNotice: undefined };
  return one;
}
