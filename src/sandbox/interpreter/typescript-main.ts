// As javascript-main.ts, for TypeScript: what takes its types away is half a megabyte that JavaScript does without.
import { transform } from "sucrase";
import { serveQuickJs } from "./quickjs.ts";
import { planOfProcess } from "./serve-programs.ts";

function withoutTypes(program: string): string {
  return transform(program, { transforms: ["typescript"], disableESTransforms: true, keepUnusedImports: false }).code;
}

// The first run compiles the transformer: a program need not wait for that.
withoutTypes("export const ready: boolean = true;");
void serveQuickJs(planOfProcess(), withoutTypes);
