import { registerHooks } from "node:module";

// Modules that are imported after this one get the scripted editor as `vscode`.
const url = new URL("./scripted-editor.ts", import.meta.url).href;
registerHooks({
  resolve: (name, context, next) => (name === "vscode" ? { url, shortCircuit: true } : next(name, context)),
});
