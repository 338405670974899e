/** Returns bytes that look like an ONNX file: a protobuf message with a graph. */
export function onnxLike(graph: Buffer): Buffer {
  const length: number[] = [];
  let rest = graph.length;
  for (; rest >= 128; rest = Math.floor(rest / 128)) length.push((rest % 128) + 128);
  const irVersion = [0x08, 8];
  const graphField = 0x3a;
  return Buffer.concat([Buffer.from([...irVersion, graphField, ...length, rest]), graph]);
}

/** Returns the files of a made-up model, by path. @param weightBytes approximate size of its q8 weights */
export function madeUpModel(weightBytes = 300_000): Map<string, Buffer> {
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  return new Map([
    ["config.json", json({ model_type: "bert", hidden_size: 4 })],
    ["tokenizer.json", json({ version: "1.0", model: { vocab: { hello: 0, wörld: 1 } } })],
    ["tokenizer_config.json", json({ model_max_length: 128 })],
    ["1_Pooling/config.json", json({ pooling_mode_mean_tokens: true })],
    ["onnx/model_quantized.onnx", onnxLike(Buffer.alloc(weightBytes, "weights "))],
  ]);
}
