/**
 * Returns the lower triangle L of a positive definite matrix A = L L' (Cholesky).
 *
 * @param matrix the lower triangle of A by rows, length n (n + 1) / 2
 * @returns L, n x n, row-major, zeros above the diagonal
 */
export function cholesky(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    const own = lower.subarray(row * n, (row + 1) * n);
    for (let column = 0; column <= row; column++) {
      const other = lower.subarray(column * n, column * n + column);
      const rest = (matrix[rowStart(row) + column] as number) - dotOf(other, own);
      own[column] = row === column ? Math.sqrt(rest) : rest / (lower[column * n + column] as number);
    }
  }
  return lower;
}

/** Returns where a row of a lower triangle starts: after 1 + 2 + ... + row values. */
export const rowStart = (row: number): number => (row * (row + 1)) / 2;

/** Returns the dot product of `a` with the first values of `b`. Four sums, so that none waits for another. */
function dotOf(a: Float64Array, b: Float64Array): number {
  const { length } = a;
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    first += (a[i] as number) * (b[i] as number);
    second += (a[i + 1] as number) * (b[i + 1] as number);
    third += (a[i + 2] as number) * (b[i + 2] as number);
    fourth += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (; i < length; i++) first += (a[i] as number) * (b[i] as number);
  return first + second + third + fourth;
}

/** Replaces `vector` (length n) by L^-1 vector. */
export function solveLower(lower: Float64Array, vector: Float64Array): void {
  const n = vector.length;
  for (let row = 0; row < n; row++) {
    const rest = (vector[row] as number) - dotOf(lower.subarray(row * n, row * n + row), vector);
    vector[row] = rest / (lower[row * n + row] as number);
  }
}

/** Replaces `vector` (length n) by L'^-1 vector. */
export function solveUpper(lower: Float64Array, vector: Float64Array): void {
  const n = vector.length;
  for (let row = n - 1; row >= 0; row--) {
    const value = (vector[row] as number) / (lower[row * n + row] as number);
    vector[row] = value;
    for (let column = 0; column < row; column++) {
      vector[column] = (vector[column] as number) - (lower[row * n + column] as number) * value;
    }
  }
}

/** Rounds of the orthogonal iteration; more change the axes of a real bank by less than its noise. */
const ROUNDS = 100;

/**
 * Returns the eigenvectors of the largest eigenvalues of a symmetric, positive semidefinite matrix, by orthogonal
 * iteration from fixed starting vectors.
 *
 * @param matrix n x n, row-major
 * @returns `count` vectors of length n, one after the other; zeros for eigenvalues of 0
 */
export function topEigenvectors(matrix: Float64Array, n: number, count: number): Float64Array {
  let axes = Float64Array.from({ length: count * n }, (_, index) => Math.sin(1 + index * (1 + Math.SQRT2)));
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(count * n);
    for (let axis = 0; axis < count; axis++) {
      for (let row = 0; row < n; row++) {
        let sum = 0;
        for (let column = 0; column < n; column++) {
          sum += (matrix[row * n + column] as number) * (axes[axis * n + column] as number);
        }
        next[axis * n + row] = sum;
      }
    }
    orthonormalise(next, n, count);
    axes = next;
  }
  return axes;
}

/** Makes the vectors orthogonal and of norm 1, in place (Gram-Schmidt); a vector that vanishes becomes zeros. */
function orthonormalise(vectors: Float64Array, n: number, count: number): void {
  for (let axis = 0; axis < count; axis++) {
    const own = vectors.subarray(axis * n, (axis + 1) * n);
    const before = Math.sqrt(dotOf(own, own));
    for (let earlier = 0; earlier < axis; earlier++) {
      const other = vectors.subarray(earlier * n, (earlier + 1) * n);
      const along = dotOf(own, other);
      for (let i = 0; i < n; i++) own[i] = (own[i] as number) - along * (other[i] as number);
    }
    const norm = Math.sqrt(dotOf(own, own));
    const scale = norm > 1e-12 * before ? 1 / norm : 0;
    for (let i = 0; i < n; i++) own[i] = (own[i] as number) * scale;
  }
}
