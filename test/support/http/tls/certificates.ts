import { readFileSync } from "node:fs";
import path from "node:path";

/** Returns a server's certificate for tests, with its key; see the README beside it. */
export function certificate(name: "local" | "expired" | "elsewhere" | "self-signed") {
  return { cert: readFileSync(pathOf(`${name}.pem`)), key: readFileSync(pathOf("server-key.pem")) };
}

/** The certificate file of the authority that signed them. */
export const authorityFile = pathOf("ca.pem");

function pathOf(file: string): string {
  return path.join(import.meta.dirname, file);
}
