import { plainVectors, type VectorStore } from "../../core/packed-bank/index.ts";
import { BINS, leastSimilarity } from "../../core/selection/index.ts";
import { SCAN_WASM } from "./scan-wasm.ts";

/** The exports of scan.wat; addresses and sizes in bytes. */
interface ScanExports {
  readonly scan: (
    row: number,
    stride: number,
    rows: number,
    question: number,
    steps: number,
    similarities: number,
  ) => void;
  readonly count: (similarities: number, rows: number, counts: number) => void;
  readonly gather: (
    similarities: number,
    rows: number,
    least: number,
    foundRows: number,
    foundSimilarities: number,
  ) => number;
}

const PAGE = 65536;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** Values of a row that the scan takes per step, and their bytes: one cache line. */
const STEP = 16;
const LINE = STEP * FLOAT;
/** The smallest float32 above 0. */
const LEAST_FLOAT = 2 ** -149;

/**
 * Returns room for N x d vectors in WebAssembly's memory. A SIMD scan and search work on them there, so that no second
 * copy exists. Returns plain memory when that is not available: no WebAssembly or SIMD in this host, or too little
 * memory (WebAssembly's ends at 4 GiB, 2.7 million rows of 384).
 *
 * @param rows N
 * @param dimension d
 */
export function scannedVectors(rows: number, dimension: number, engine: Engine | null = hostEngine): VectorStore {
  if (engine === null || rows === 0 || dimension === 0) return plainVectors(rows, dimension);
  try {
    return inWebAssembly(rows, dimension, engine);
  } catch {
    // Any failure is ignored, because the plain scan gives the same result.
    return plainVectors(rows, dimension);
  }
}

/**
 * Lays out the memory: the padded question, the histogram, S, rows and similarities of the neighbours, the vectors,
 * then a line of zeros that the last row's scan may read.
 */
function inWebAssembly(rows: number, dimension: number, { Memory, Module, Instance }: Engine): VectorStore {
  const steps = Math.ceil(dimension / STEP);
  const column = Math.ceil((rows * FLOAT) / LINE) * LINE;
  const countsAt = steps * LINE;
  const similaritiesAt = countsAt + BINS * FLOAT;
  const foundRowsAt = similaritiesAt + column;
  const foundSimilaritiesAt = foundRowsAt + column;
  const vectorsAt = foundSimilaritiesAt + column;
  const bytes = vectorsAt + rows * dimension * FLOAT + LINE;

  const memory = new Memory({ initial: Math.ceil(bytes / PAGE) });
  const module = new Module(Buffer.from(SCAN_WASM, "base64"));
  const { scan, count, gather } = new Instance(module, { bank: { memory } }).exports as ScanExports;
  // The memory never grows, so the views stay valid.
  const question = new Float32Array(memory.buffer, 0, dimension);
  const counts = new Uint32Array(memory.buffer, countsAt, BINS);
  const similarities = new Float32Array(memory.buffer, similaritiesAt, rows);
  const foundRows = new Uint32Array(memory.buffer, foundRowsAt, rows);
  const foundSimilarities = new Float32Array(memory.buffer, foundSimilaritiesAt, rows);

  const scanAll = (vector: Float32Array): void => {
    question.set(vector);
    scan(vectorsAt, dimension * FLOAT, rows, 0, steps, similaritiesAt);
  };
  return {
    vectors: new Float32Array(memory.buffer, vectorsAt, rows * dimension),
    scan: (vector) => {
      scanAll(vector);
      return similarities.slice();
    },
    neighbours: (vector, base, tolerance) => {
      scanAll(vector);
      counts.fill(0);
      count(similaritiesAt, rows, countsAt);
      // Above 0, because no neighbour has similarity 0.
      const least = Math.max(leastSimilarity(counts, base, tolerance), LEAST_FLOAT);
      const found = gather(similaritiesAt, rows, least, foundRowsAt, foundSimilaritiesAt);
      return { rows: foundRows.slice(0, found), similarities: foundSimilarities.slice(0, found) };
    },
  };
}

/** A linear memory, in pages of 64 KiB. */
interface Memory {
  readonly buffer: ArrayBuffer;
}

/**
 * The part of the global `WebAssembly` that the scan needs. Declared here because Node's types leave it out and tests
 * replace it.
 */
export interface Engine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => Memory;
  readonly Instance: new (module: object, imports: { bank: { memory: Memory } }) => { readonly exports: object };
}

/** The host's WebAssembly; null when the host has none (Node's `--jitless`). */
export const hostEngine = (globalThis as unknown as { WebAssembly?: Engine }).WebAssembly ?? null;
