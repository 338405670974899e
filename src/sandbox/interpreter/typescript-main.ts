// Like javascript-main.ts, for TypeScript. It is a separate script, because the transformer that removes types is half
// a megabyte that JavaScript does not need.
import { transform } from "sucrase";
import { serveQuickJs } from "./quickjs.ts";
import { planOfProcess } from "./serve-programs.ts";

function withoutTypes(program: string): string {
  return transform(program, { transforms: ["typescript"], disableESTransforms: true, keepUnusedImports: false }).code;
}

// The first run compiles the transformer, so no program waits for that.
withoutTypes("export const ready: boolean = true;");
void serveQuickJs(planOfProcess(), withoutTypes);
