/** Ways to route or price a request that servers put behind a colon; sizes and kinds of model stand there, too. */
const ROUTE = /:(?:free|nitro|floor|exacto|extended|beta|latest)$/i;

/**
 * How weights are packed or quantised: what an id may end in without naming another model. Matched against
 * lower-case words joined by `-`.
 */
const PACKAGING = new RegExp(
  `(?:-(?:${[
    "awq|gptq|aqlm|hqq|bnb|exl[23]|mlx|onnx|hf|ggml|(?:i1-)?gguf|imatrix|unsloth|qat|quantized|dynamic",
    "bf16|(?:nv|mx)?fp(?:4|8|16)|f16|int[48]|w\\d+a\\d+|[2-8]-?bit|(?:32|64|128)g",
    // llama.cpp's names, as in Q4_K_M, and its numbered parts of one file.
    "(?:ud-)?i?q[1-8](?:-(?:[01]|k|s|m|l|xs|xxs|xl|nl))*|\\d{5}-of-\\d{5}",
  ].join("|")}))+$`,
);

/** Characters of a name that are looked at; servers list names of any length. */
const LONGEST = 300;

/**
 * The rule by which a server's model id finds its name in the bank. Case, punctuation, the organisation in front, routes
 * (`:free`) and packaging (`-AWQ`, `-FP8`, `.Q4_K_M.gguf`) do not count: `qwen/qwen-2.5-72b-instruct:free` and
 * `Qwen/Qwen2.5-72B-Instruct-AWQ` are `Qwen2.5-72B-Instruct`. Sizes, versions and variants such as `-Instruct`, `-Base`
 * and `:thinking` do.
 */
export function normaliseModelName(id: string): string {
  return joined(wordsOf(id).replace(PACKAGING, ""));
}

/**
 * The bank's name for a model, in the bank's own spelling. Where several names follow the rule, the one that is spelled
 * the same comes first, then the one that is packed the same.
 *
 * @param id what the user configured: the model's `name` or `id`
 * @param bankModels the names the bank knows
 * @returns null where none matches
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

/** A model's own name as it is spelled, without organisation and route; the whole id where nothing else is left. */
export function spelledName(id: string): string {
  return (
    id
      .slice(id.lastIndexOf("/") + 1)
      .replace(ROUTE, "")
      .trim() || id
  );
}

/** The lower-case words of a model's own name, joined by single dashes; organisation and routes do not count. */
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
