import { type EndpointKindName, endpointKindNames, endpointKinds } from "../core/settings/index.ts";

/** A provider that answers to OpenAI's chat completions. */
interface Provider {
  readonly kind: EndpointKindName;
  /** Where it answers when nothing else is said; null where only the user can know. */
  readonly home: string | null;
}

const openai = (home: string | null): Provider => ({ kind: "openai", home });
const local = (port: number): Provider => openai(`http://127.0.0.1:${port}/v1`);

/** By the names that programs have for them, in small letters and digits. */
const providers: Readonly<Record<string, Provider>> = {
  ...Object.fromEntries(endpointKindNames.map((kind) => [plainName(kind), { kind, home: endpointKinds[kind].home }])),
  openai: openai("https://api.openai.com/v1"),
  openainative: openai("https://api.openai.com/v1"),
  openaicompatible: openai(null),
  customendpoint: openai(null),
  customoai: openai(null),
  litellm: openai(null),
  tgi: openai(null),
  deepinfra: openai("https://api.deepinfra.com/v1/openai"),
  deepseek: openai("https://api.deepseek.com/v1"),
  fireworks: openai("https://api.fireworks.ai/inference/v1"),
  groq: openai("https://api.groq.com/openai/v1"),
  mistral: openai("https://api.mistral.ai/v1"),
  nvidia: openai("https://integrate.api.nvidia.com/v1"),
  together: openai("https://api.together.xyz/v1"),
  xai: openai("https://api.x.ai/v1"),
  llamacpp: local(8080),
  llamafile: local(8080),
  lmstudio: local(1234),
  ollama: local(11434),
};

/** The provider of a name such as `llama.cpp` or `openai-native`; null when it is none that can be asked. */
export function providerOf(name: string): Provider | null {
  const plain = plainName(name);
  return Object.hasOwn(providers, plain) ? (providers[plain] ?? null) : null;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
