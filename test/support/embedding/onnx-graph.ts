import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** Element types of tensors, by ONNX's numbers. */
export const ElementType = { float: 1, int8: 3, int64: 7 } as const;
export type ElementType = (typeof ElementType)[keyof typeof ElementType];

/** The attributes of a node: a single number is an integer. */
export type Attributes = Readonly<Record<string, number | readonly number[]>>;

/** A known length, or the name of an unknown one. */
type Dimension = number | string;

/** A computation in ONNX's protobuf format, with the part of onnx.proto that a text encoder needs. */
export class OnnxGraph {
  readonly #nodes: Uint8Array[] = [];
  readonly #constants: Uint8Array[] = [];
  readonly #inputs: Uint8Array[] = [];
  readonly #outputs: Uint8Array[] = [];

  input(name: string, type: ElementType, dimensions: readonly Dimension[]): void {
    this.#inputs.push(describedValue(name, type, dimensions));
  }

  output(name: string, type: ElementType, dimensions: readonly Dimension[]): void {
    this.#outputs.push(describedValue(name, type, dimensions));
  }

  /** Adds a constant tensor; without dimensions it is a single number. Returns its name. */
  constant(
    name: string,
    dimensions: readonly number[],
    values: Float32Array | Int8Array | BigInt64Array<ArrayBuffer>,
  ): string {
    const writer = new BinaryWriter();
    for (const length of dimensions) writer.tag(1, WireType.Varint).int64(length);
    writer.tag(2, WireType.Varint).int32(elementTypeOf(values));
    writer.tag(8, WireType.LengthDelimited).string(name);
    writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    this.#constants.push(writer.finish());
    return name;
  }

  float(name: string, value: number): string {
    return this.constant(name, [], Float32Array.of(value));
  }

  integers(name: string, values: readonly number[]): string {
    return this.constant(name, [values.length], BigInt64Array.from(values, BigInt));
  }

  /** Adds an operation with one result. Returns the result's name. */
  apply(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const result = `${operator}_${this.#nodes.length}`;
    this.applyTo(operator, inputs, [result], attributes);
    return result;
  }

  /** Adds an operation with named results. */
  applyTo(operator: string, inputs: readonly string[], results: readonly string[], attributes: Attributes = {}): void {
    const writer = new BinaryWriter();
    for (const input of inputs) writer.tag(1, WireType.LengthDelimited).string(input);
    for (const result of results) writer.tag(2, WireType.LengthDelimited).string(result);
    writer.tag(4, WireType.LengthDelimited).string(operator);
    for (const [name, value] of Object.entries(attributes)) {
      writer.tag(5, WireType.LengthDelimited).bytes(attribute(name, value));
    }
    this.#nodes.push(writer.finish());
  }

  /** Returns the model file. */
  encode(): Uint8Array {
    const graph = new BinaryWriter();
    const add = (field: number, messages: readonly Uint8Array[]): void => {
      for (const message of messages) graph.tag(field, WireType.LengthDelimited).bytes(message);
    };
    add(1, this.#nodes);
    graph.tag(2, WireType.LengthDelimited).string("encoder");
    add(5, this.#constants);
    add(11, this.#inputs);
    add(12, this.#outputs);
    const operators = new BinaryWriter().tag(1, WireType.LengthDelimited).string("").tag(2, WireType.Varint).int64(14);
    return new BinaryWriter()
      .tag(1, WireType.Varint)
      .int64(7)
      .tag(7, WireType.LengthDelimited)
      .bytes(graph.finish())
      .tag(8, WireType.LengthDelimited)
      .bytes(operators.finish())
      .finish();
  }
}

function elementTypeOf(values: Float32Array | Int8Array | BigInt64Array): ElementType {
  if (values instanceof Float32Array) return ElementType.float;
  return values instanceof Int8Array ? ElementType.int8 : ElementType.int64;
}

function attribute(name: string, value: number | readonly number[]): Uint8Array {
  const writer = new BinaryWriter().tag(1, WireType.LengthDelimited).string(name);
  if (typeof value === "number") {
    writer.tag(3, WireType.Varint).int64(value).tag(20, WireType.Varint).int32(2);
  } else {
    for (const one of value) writer.tag(8, WireType.Varint).int64(one);
    writer.tag(20, WireType.Varint).int32(7);
  }
  return writer.finish();
}

function describedValue(name: string, type: ElementType, dimensions: readonly Dimension[]): Uint8Array {
  const shape = new BinaryWriter();
  for (const dimension of dimensions) {
    shape.tag(1, WireType.LengthDelimited).fork();
    if (typeof dimension === "number") shape.tag(1, WireType.Varint).int64(dimension);
    else shape.tag(2, WireType.LengthDelimited).string(dimension);
    shape.join();
  }
  return new BinaryWriter()
    .tag(1, WireType.LengthDelimited)
    .string(name)
    .tag(2, WireType.LengthDelimited)
    .fork()
    .tag(1, WireType.LengthDelimited)
    .fork()
    .tag(1, WireType.Varint)
    .int32(type)
    .tag(2, WireType.LengthDelimited)
    .bytes(shape.finish())
    .join()
    .join()
    .finish();
}
