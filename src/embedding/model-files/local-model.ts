/** An embedding model whose files are on this machine. */
export interface LocalModel {
  /** What it is called where it comes from, `Xenova/all-MiniLM-L6-v2` for example. */
  readonly name: string;
  /** Holds config.json, tokenizer.json, tokenizer_config.json and the weights under onnx/. */
  readonly folder: string;
  /** q8 is onnx/model_quantized.onnx, fp32 onnx/model.onnx. */
  readonly dtype: "q8" | "fp32";
  /** Twelve hexadecimal digits of what the files hold: other files make other vectors, whatever they are called. */
  readonly fingerprint: string;
}
