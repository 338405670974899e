import { hostedKinds } from "../core/endpoints/index.ts";
import { fromEntry } from "./entry.ts";
import { allFindings, type Findings } from "./found-endpoint.ts";

/** Reads the variables that programs for OpenAI, Ollama and hosted services such as OpenRouter use. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Findings {
  const valueOf = (name: string): string => variables[name]?.trim() ?? "";
  const found: Findings[] = [];
  for (const kind of hostedKinds) {
    const source = `${kind.toUpperCase().replaceAll("-", "_")}_API_KEY`;
    const key = valueOf(source);
    if (key !== "") found.push(fromEntry({ source, name: kind, provider: kind, models: [], key }));
  }
  const [key, url] = [valueOf("OPENAI_API_KEY"), valueOf("OPENAI_BASE_URL")];
  if (key !== "" || url !== "") {
    const source = [...(key === "" ? [] : ["OPENAI_API_KEY"]), ...(url === "" ? [] : ["OPENAI_BASE_URL"])].join(", ");
    found.push(fromEntry({ source, name: "openai", provider: "openai", url, models: [], key }));
  }
  const host = ollamaUrl(valueOf("OLLAMA_HOST"));
  if (host !== null) {
    found.push(fromEntry({ source: "OLLAMA_HOST", name: "ollama", provider: "ollama", url: host, models: [] }));
  }
  return allFindings(found);
}

/**
 * Returns the URL in Ollama's own variable, which may leave out scheme and port, and may name the address that a server
 * listens on.
 */
function ollamaUrl(host: string): string | null {
  if (host === "") return null;
  const url = /^https?:\/\//i.test(host) ? host : `http://${host.startsWith(":") ? `127.0.0.1${host}` : host}`;
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  // A server that listens on every address is reached on this machine's own.
  if (parsed.hostname === "0.0.0.0" || parsed.hostname === "[::]") parsed.hostname = "127.0.0.1";
  const hasPort = /:\d+\/?$/.test(url);
  if (!hasPort && parsed.protocol === "http:") parsed.port = "11434";
  return parsed.href;
}
