import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { cholesky, rowStart, solveLower, solveUpper, topEigenvectors } from "./linear-algebra.ts";

/** A random matrix B B' + I, which is positive definite, and its size. */
const definite = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.array(fc.integer({ min: -3, max: 3 }), { minLength: n * n, maxLength: n * n }).map((b) => {
    const matrix = Float64Array.from({ length: n * n }, (_, cell) => {
      const [row, column] = [Math.floor(cell / n), cell % n];
      let sum = row === column ? 1 : 0;
      for (let i = 0; i < n; i++) sum += (b[row * n + i] as number) * (b[column * n + i] as number);
      return sum;
    });
    return { n, matrix };
  }),
);

/** Returns the lower triangle of a matrix, by rows. */
function triangleOf(matrix: Float64Array, n: number): Float64Array {
  const triangle = new Float64Array(rowStart(n));
  for (let row = 0; row < n; row++) triangle.set(matrix.subarray(row * n, row * n + row + 1), rowStart(row));
  return triangle;
}

function times(matrix: Float64Array, vector: ArrayLike<number>): number[] {
  const n = vector.length;
  return Array.from({ length: n }, (_, row) =>
    Array.from(vector).reduce((sum, value, column) => sum + (matrix[row * n + column] as number) * value, 0),
  );
}

describe("Cholesky's factor", () => {
  it("solves the system it was made of", () => {
    fc.assert(
      fc.property(definite, ({ n, matrix }) => {
        const wanted = Array.from({ length: n }, (_, i) => i - 2);
        const solved = Float64Array.from(times(matrix, wanted));
        const lower = cholesky(triangleOf(matrix, n), n);
        solveLower(lower, solved);
        solveUpper(lower, solved);
        solved.forEach((value, i) => {
          assert.ok(Math.abs(value - (wanted[i] as number)) < 1e-6);
        });
      }),
    );
  });

  it("is the square root of a number", () => {
    assert.deepEqual(cholesky(Float64Array.of(9), 1), Float64Array.of(3));
  });
});

describe("the top eigenvectors", () => {
  it("are the axes of a diagonal matrix, the largest first", () => {
    const axes = topEigenvectors(Float64Array.of(1, 0, 0, 0, 9, 0, 0, 0, 4), 3, 2);
    [0, 1, 0, 0, 0, 1].forEach((wanted, i) => {
      assert.ok(Math.abs(Math.abs(axes[i] as number) - wanted) < 1e-9);
    });
  });

  it("are zeros where nothing is left", () => {
    const axes = topEigenvectors(Float64Array.of(1, 1, 1, 1), 2, 2);
    assert.ok(Math.abs(Math.abs(axes[0] as number) - Math.SQRT1_2) < 1e-9);
    assert.deepEqual(Array.from(axes.subarray(2)), [0, 0]);
    assert.deepEqual(Array.from(topEigenvectors(new Float64Array(4), 2, 2)), [0, 0, 0, 0]);
  });
});
