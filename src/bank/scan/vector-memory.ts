import { plainVectors, type VectorStore } from "../../core/packed-bank/index.ts";
import { BINS, leastSimilarity } from "../../core/selection/index.ts";
import { SCAN_WASM } from "./scan-wasm.ts";

/** What scan.wat exports; addresses and sizes in bytes. */
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
/** Values that one step of the scan takes of a row, and their bytes: as many as a cache line has. */
const STEP = 16;
const LINE = STEP * FLOAT;
/** The smallest similarity above 0 that there is. */
const LEAST_FLOAT = 2 ** -149;

/**
 * Room for N x d vectors in WebAssembly's memory, with a scan and a search in SIMD that work on them there, so that no
 * second copy exists. Plain memory without them where that cannot be had: no WebAssembly or SIMD in this host, or too
 * little memory (WebAssembly's ends at 4 GiB, 2.7 million rows of 384).
 *
 * @param rows N
 * @param dimension d
 */
export function scannedVectors(rows: number, dimension: number, engine: Engine | null = hostEngine): VectorStore {
  if (engine === null || rows === 0 || dimension === 0) return plainVectors(rows, dimension);
  try {
    return inWebAssembly(rows, dimension, engine);
  } catch {
    // Whatever the reason, the plain scan gives the same result.
    return plainVectors(rows, dimension);
  }
}

/**
 * The memory's layout: the padded question, the histogram, S, rows and similarities of the neighbours, the vectors, then a
 * line of zeros that the last row's scan may read.
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
      // Above 0, which no neighbour has.
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

/** As much of the global `WebAssembly` as the scan needs: Node's types alone leave it out, and tests take its place. */
export interface Engine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => Memory;
  readonly Instance: new (module: object, imports: { bank: { memory: Memory } }) => { readonly exports: object };
}

/** The host's WebAssembly; null where there is none (Node's `--jitless`). */
export const hostEngine = (globalThis as unknown as { WebAssembly?: Engine }).WebAssembly ?? null;
