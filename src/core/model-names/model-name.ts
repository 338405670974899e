/**
 * Suffixes after a colon that route or price a request. Sizes and kinds of model can follow a colon too; these are not
 * listed.
 */
const ROUTE = /:(?:free|nitro|floor|exacto|extended|beta|latest)$/i;

/**
 * How weights are packed or quantised: endings of an id that do not make it another model. Matched against lower-case
 * words joined by `-`.
 */
const PACKAGING = new RegExp(
  `(?:-(?:${[
    "awq|gptq|aqlm|hqq|bnb|exl[23]|mlx|onnx|hf|ggml|(?:i1-)?gguf|imatrix|unsloth|qat|quantized|dynamic",
    "bf16|(?:nv|mx)?fp(?:4|8|16)|f16|int[48]|w\\d+a\\d+|[2-8]-?bit|(?:32|64|128)g",
    // Names of llama.cpp such as Q4_K_M, and the numbered parts of one file.
    "(?:ud-)?i?q[1-8](?:-(?:[01]|k|s|m|l|xs|xxs|xl|nl))*|\\d{5}-of-\\d{5}",
  ].join("|")}))+$`,
);

/** Characters of a name that are compared, because servers list names of any length. */
const LONGEST = 300;

/**
 * Returns the normalised form of a server's model id, by which it finds its name in the bank. Case, punctuation, the
 * organisation in front, routes (`:free`) and packaging (`-AWQ`, `-FP8`, `.Q4_K_M.gguf`) do not count:
 * `qwen/qwen-2.5-72b-instruct:free` and `Qwen/Qwen2.5-72B-Instruct-AWQ` are `Qwen2.5-72B-Instruct`. Sizes, versions and
 * variants such as `-Instruct`, `-Base` and `:thinking` do.
 */
export function normaliseModelName(id: string): string {
  return joined(wordsOf(id).replace(PACKAGING, ""));
}

/**
 * Returns the bank's name for a model, in the bank's own spelling. When several names match, the one with the same
 * spelling comes first, then the one with the same packaging.
 *
 * @param id the model's `name` or `id` as configured
 * @param bankModels the names that the bank knows
 * @returns null when none matches
 */
export function findBankName(id: string, bankModels: readonly string[]): string | null {
  if (bankModels.includes(id)) return id;
  const [packed, normalised] = [joined(wordsOf(id)), normaliseModelName(id)];
  if (normalised === "") return null;
  return (
    bankModels.find((model) => joined(wordsOf(model)) === packed) ??
    bankModels.find((model) => normaliseModelName(model) === normalised) ??
    null
  );
}

/** Returns a model's own name as spelled, without organisation and route; the whole id when nothing else is left. */
export function spelledName(id: string): string {
  return (
    id
      .slice(id.lastIndexOf("/") + 1)
      .replace(ROUTE, "")
      .trim() || id
  );
}

/** Returns the lower-case words of a model's own name, joined by single dashes, without organisation and route. */
export function wordsOf(id: string): string {
  const withoutOrganisation = id.slice(id.lastIndexOf("/") + 1);
  const words = withoutOrganisation
    .slice(0, LONGEST)
    .replace(ROUTE, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).join("-");
}

const joined = (words: string): string => words.replaceAll("-", "");
