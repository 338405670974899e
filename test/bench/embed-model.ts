// node test/bench/embed-model.ts FOLDER: writes a model of all-MiniLM-L6-v2's size there.
import { writeTinyModel } from "../support/embedding/tiny-model.ts";

await writeTinyModel(process.argv[2] ?? "", "minilm", { dtypes: ["q8"] });
