import { ElementType, OnnxGraph } from "./onnx-graph.ts";
import { ModelWeights, quantiseAll, quantiseColumns } from "./model-weights.ts";

/** The size of an encoder like BERT. */
export interface EncoderSize {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly feedForward: number;
  readonly vocabulary: number;
  readonly positions: number;
}

/**
 * Returns a BERT encoder with random weights, operation by operation as in exports of real encoders: inputs input_ids,
 * attention_mask and token_type_ids [batch, tokens], output last_hidden_state [batch, tokens, hidden].
 *
 * @param quantised whether weights have eight bits and activations are quantised at run time; otherwise all are 32-bit
 *   floats
 */
export function bertGraph(size: EncoderSize, quantised: boolean, seed: number): Uint8Array {
  return new BertGraph(size, quantised, seed).encode();
}

class BertGraph {
  readonly #size: EncoderSize;
  readonly #quantised: boolean;
  readonly #weights: ModelWeights;
  readonly #graph = new OnnxGraph();
  /** Activations that were quantised for one product and are reused for others: values, scale and zero point. */
  readonly #activations = new Map<string, readonly [values: string, scale: string, zero: string]>();

  constructor(size: EncoderSize, quantised: boolean, seed: number) {
    this.#size = size;
    this.#quantised = quantised;
    this.#weights = new ModelWeights(seed);
  }

  encode(): Uint8Array {
    const { layers, hidden, heads, positions } = this.#size;
    const graph = this.#graph;
    for (const name of ["input_ids", "attention_mask", "token_type_ids"]) {
      graph.input(name, ElementType.int64, ["batch", "tokens"]);
    }
    for (const [name, value] of Object.entries({
      one: 1,
      half: 0.5,
      two: 2,
      root_two: Math.SQRT2,
      tiny: 1e-12,
      masked: -10_000,
      root_head: Math.sqrt(hidden / heads),
    })) {
      graph.float(name, value);
    }
    graph.constant(
      "position_ids",
      [1, positions],
      BigInt64Array.from({ length: positions }, (_, i) => BigInt(i)),
    );
    graph.integers("split_heads", [0, 0, heads, hidden / heads]);
    graph.integers("join_heads", [0, 0, hidden]);
    const bias = this.#maskBias();
    let states = this.#embeddings();
    for (let layer = 0; layer < layers; layer++) states = this.#layer(`layer.${layer}`, states, bias);
    graph.applyTo("Identity", [states], ["last_hidden_state"]);
    graph.output("last_hidden_state", ElementType.float, ["batch", "tokens", hidden]);
    return graph.encode();
  }

  #embeddings(): string {
    const graph = this.#graph;
    const first = graph.integers("first", [0]);
    const along = graph.integers("along", [1]);
    const count = graph.apply("Gather", [graph.apply("Shape", ["input_ids"]), along]);
    const places = graph.apply("Slice", ["position_ids", first, count, along]);
    const words = this.#table("word_embeddings", "input_ids", this.#size.vocabulary, 1);
    const types = this.#table("token_type_embeddings", "token_type_ids", 2, 0.02);
    const order = this.#table("position_embeddings", places, this.#size.positions, 0.05);
    return this.#layerNorm(graph.apply("Add", [graph.apply("Add", [words, types]), order]), "embeddings.norm");
  }

  /** Returns the bias that is added to the scores of tokens that the mask leaves out. */
  #maskBias(): string {
    const graph = this.#graph;
    const axes = graph.integers("mask_axes", [1, 2]);
    const mask = graph.apply("Cast", [graph.apply("Unsqueeze", ["attention_mask", axes])], { to: ElementType.float });
    return graph.apply("Mul", [graph.apply("Sub", ["one", mask]), "masked"]);
  }

  #layer(name: string, states: string, bias: string): string {
    const { hidden, feedForward } = this.#size;
    const graph = this.#graph;
    const spread = 0.5 / Math.sqrt(hidden);
    const attended = this.#attention(name, states, bias, spread);
    const mixed = this.#linear(`${name}.attention`, attended, hidden, hidden, spread);
    const between = this.#layerNorm(graph.apply("Add", [mixed, states]), `${name}.norm_1`);
    const wide = this.#linear(`${name}.wide`, between, hidden, feedForward, spread);
    const error = graph.apply("Erf", [graph.apply("Div", [wide, "root_two"])]);
    const gelu = graph.apply("Mul", [graph.apply("Mul", [wide, graph.apply("Add", [error, "one"])]), "half"]);
    const narrow = this.#linear(`${name}.narrow`, gelu, feedForward, hidden, 0.5 / Math.sqrt(feedForward));
    return this.#layerNorm(graph.apply("Add", [narrow, between]), `${name}.norm_2`);
  }

  #attention(name: string, states: string, bias: string, spread: number): string {
    const graph = this.#graph;
    const { hidden } = this.#size;
    const heads = (part: string, order: readonly number[]): string => {
      const flat = this.#linear(`${name}.${part}`, states, hidden, hidden, spread);
      return graph.apply("Transpose", [graph.apply("Reshape", [flat, "split_heads"])], { perm: order });
    };
    const query = heads("query", [0, 2, 1, 3]);
    const key = heads("key", [0, 2, 3, 1]);
    const value = heads("value", [0, 2, 1, 3]);
    const scores = graph.apply("Div", [graph.apply("MatMul", [query, key]), "root_head"]);
    const attention = graph.apply("Softmax", [graph.apply("Add", [scores, bias])], { axis: -1 });
    const joined = graph.apply("Transpose", [graph.apply("MatMul", [attention, value])], { perm: [0, 2, 1, 3] });
    return graph.apply("Reshape", [joined, "join_heads"]);
  }

  /** Adds a layer normalisation, in the single operations of older exports. */
  #layerNorm(states: string, name: string): string {
    const graph = this.#graph;
    const { hidden } = this.#size;
    const gain = graph.constant(`${name}.gain`, [hidden], new Float32Array(hidden).fill(1));
    const offset = graph.constant(`${name}.offset`, [hidden], new Float32Array(hidden));
    const centred = graph.apply("Sub", [states, graph.apply("ReduceMean", [states], { axes: [-1] })]);
    const variance = graph.apply("ReduceMean", [graph.apply("Pow", [centred, "two"])], { axes: [-1] });
    const deviation = graph.apply("Sqrt", [graph.apply("Add", [variance, "tiny"])]);
    const scaled = graph.apply("Mul", [graph.apply("Div", [centred, deviation]), gain]);
    return graph.apply("Add", [scaled, offset]);
  }

  #linear(name: string, input: string, rows: number, columns: number, spread: number): string {
    const graph = this.#graph;
    const weights = this.#weights.draw(rows * columns, spread);
    const bias = graph.constant(`${name}.bias`, [columns], this.#weights.draw(columns, 0.02));
    return graph.apply("Add", [this.#product(name, input, weights, rows, columns), bias]);
  }

  #product(name: string, input: string, weights: Float32Array, rows: number, columns: number): string {
    const graph = this.#graph;
    if (!this.#quantised) {
      return graph.apply("MatMul", [input, graph.constant(`${name}.weight`, [rows, columns], weights)]);
    }
    const { values, scales } = quantiseColumns(weights, rows, columns);
    const weight = graph.constant(`${name}.weight_quantised`, [rows, columns], values);
    const scale = graph.constant(`${name}.weight_scale`, [columns], scales);
    const zero = graph.constant(`${name}.weight_zero`, [columns], new Int8Array(columns));
    const [activations, activationScale, activationZero] = this.#quantisedActivations(input);
    const sums = graph.apply("MatMulInteger", [activations, weight, activationZero, zero]);
    const floats = graph.apply("Cast", [sums], { to: ElementType.float });
    return graph.apply("Mul", [floats, graph.apply("Mul", [activationScale, scale])]);
  }

  #quantisedActivations(input: string): readonly [string, string, string] {
    const known = this.#activations.get(input);
    if (known !== undefined) return known;
    const names = [`${input}_quantised`, `${input}_scale`, `${input}_zero`] as const;
    this.#graph.applyTo("DynamicQuantizeLinear", [input], names);
    this.#activations.set(input, names);
    return names;
  }

  /** Looks numbers up in a table [rows, hidden]. */
  #table(name: string, numbers: string, rows: number, spread: number): string {
    const graph = this.#graph;
    const { hidden } = this.#size;
    const weights = this.#weights.draw(rows * hidden, spread);
    if (!this.#quantised) return graph.apply("Gather", [graph.constant(name, [rows, hidden], weights), numbers]);
    const { values, scales } = quantiseAll(weights);
    const found = graph.apply("Gather", [graph.constant(`${name}_quantised`, [rows, hidden], values), numbers]);
    const scale = graph.constant(`${name}_scale`, [], scales);
    const zero = graph.constant(`${name}_zero`, [], new Int8Array(1));
    return graph.apply("DequantizeLinear", [found, scale, zero]);
  }
}
