/** A model of which every byte is known in advance. */
export interface PinnedModel {
  /** Commit of the model's repository. */
  readonly revision: string;
  /** SHA-256 of each file, by its path there. No other file is downloaded. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * The default model. Its files cannot be exchanged by anyone who controls a hub, a mirror or a branch. The hashes do
 * not rely on the hub alone: several projects that use these files publish the same hashes in their source. Models that
 * users name themselves have no entry: what the hub says of them at the first download is kept in the model's manifest.
 */
const pinned: Readonly<Record<string, PinnedModel>> = {
  "Xenova/all-MiniLM-L6-v2": {
    revision: "751bff37182d3f1213fa05d7196b954e230abad9",
    files: {
      "config.json": "7135149f7cffa1a573466c6e4d8423ed73b62fd2332c575bf738a0d033f70df7",
      "tokenizer.json": "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0",
      "tokenizer_config.json": "9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3",
      "onnx/model_quantized.onnx": "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1",
    },
  },
};

/** Returns what is known of a model in advance; null for a model that a user named. */
export function pinnedModel(name: string): PinnedModel | null {
  return (Object.hasOwn(pinned, name) ? pinned[name] : null) ?? null;
}

/** Returns whether files are exactly those of a pinned model; true for a model without a pin. */
export function isAsPinned(
  pin: PinnedModel | null,
  files: readonly { readonly path: string; readonly sha256: string }[],
): boolean {
  if (pin === null) return true;
  const found = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const wanted = Object.entries(pin.files);
  return found.size === wanted.length && wanted.every(([path, sha256]) => found.get(path) === sha256);
}
