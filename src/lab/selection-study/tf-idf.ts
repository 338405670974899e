/** Number of occurrences of each term in a text. */
export type TermCounts = ReadonlyMap<string, number>;

const WORD = /[\p{L}\p{N}_]{2,}/gu;

/** Counts the lower-case words of two characters or more. */
export function termCounts(text: string): TermCounts {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The documents that contain a term, by row, and its weight in each. */
interface Postings {
  readonly rows: number[];
  readonly weights: number[];
}

/**
 * Computes cosines of TF-IDF vectors. As usual, a term weighs its count times 1 + ln((1 + N) / (1 + number of documents
 * that contain it)). Terms that no document contains do not count.
 */
export class TfIdfIndex {
  private readonly size: number;
  private readonly postings = new Map<string, Postings>();

  constructor(documents: readonly TermCounts[]) {
    this.size = documents.length;
    for (const counts of documents) {
      for (const term of counts.keys())
        if (!this.postings.has(term)) this.postings.set(term, { rows: [], weights: [] });
    }
    // The number of documents that contain a term must be known before any document's norm.
    documents.forEach((counts, row) => {
      for (const term of counts.keys()) this.postings.get(term)?.rows.push(row);
    });
    for (const counts of documents) {
      for (const [term, weight] of this.weighed(counts)) this.postings.get(term)?.weights.push(weight);
    }
  }

  /** Returns S of Eq. 2 with every document, in their order. */
  similarities(asked: TermCounts): Float32Array {
    const similarity = new Float32Array(this.size);
    for (const [term, weight] of this.weighed(asked)) {
      const { rows, weights } = this.postings.get(term) as Postings;
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number;
        similarity[row] = (similarity[row] as number) + weight * (weights[i] as number);
      }
    }
    return similarity;
  }

  /** Returns the known terms with weights whose squares add up to 1. */
  private weighed(counts: TermCounts): [string, number][] {
    const weights = [...counts].flatMap(([term, count]): [string, number][] => {
      const held = this.postings.get(term)?.rows.length ?? 0;
      return held === 0 ? [] : [[term, count * (1 + Math.log((1 + this.size) / (1 + held)))]];
    });
    const norm = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0));
    return weights.map(([term, weight]) => [term, weight / norm]);
  }
}
