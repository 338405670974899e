import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "./repository.ts";

const files = {
  "basket.ts": `export interface Item {
  name: string;
  price: number;
  count: number;
}

/** What a basket costs, with a tenth off from 100 on. */
export function total(items: Item[]): number {
  let sum = 0;
  for (let i = 0; i <= items.length; i++) {
    sum += items[i].price * items[i].count;
  }
  return sum > 100 ? sum * 0.9 : sum;
}
`,
  "receipt.ts": `import { total, type Item } from "./basket";

/** One line for each item, and the total below. */
export function receipt(items: Item[]): string {
  const lines = items.map((item) => \`\${item.count} x \${item.name}: \${item.price}\`);
  return [...lines, \`Total: \${total(items)}\`].join("\\n");
}
`,
};

/**
 * Returns the path of a small folder for trying the extension. Its code has a few mistakes to ask about. The user's
 * changes are kept.
 */
export function exampleWorkspace(): string {
  const folder = path.join(cacheFolder, "example-workspace");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    if (!existsSync(file)) writeFileSync(file, text);
  }
  return folder;
}
