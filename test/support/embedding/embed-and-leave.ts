import { noInstructions } from "../../../src/embedding/instructions.ts";
import { transformersEmbedder } from "../../../src/embedding/local/transformers-embedder.ts";

// Embeds one text with the model in a folder, and ends by itself without closing anything.

const [folder = ""] = process.argv.slice(2);
const model = { name: "tiny/model", folder, dtype: "q8", fingerprint: "0123456789ab" } as const;
const [embedding] = await transformersEmbedder(model, { instructions: noInstructions }).embed(["a text"], "query");
console.log(embedding?.vector.length);
