import { randomStream } from "../../src/core/random.ts";

const WORDS =
  "the a function returns value when list is sorted each call index before after while result of every test node graph memory time server request cache key string number error then if loop queue state update render parse token model answer".split(
    " ",
  );

/**
 * Returns the tokens of a made-up answer: paragraphs, lists, code, tables and formulas mixed as in models' answers, in
 * pieces of about four characters.
 */
export function answerTokens(seed: number, tokens: number): string[] {
  const random = randomStream(seed, "answer");
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const words = (count: number): string => Array.from({ length: count }, () => pick(WORDS)).join(" ");
  const several = (one: (index: number) => string): string =>
    Array.from({ length: 3 + Math.floor(random() * 6) }, (_, index) => one(index)).join("\n");
  const blocks: readonly (() => string)[] = [
    () => `${words(40)}, **${words(2)}** and \`${words(1)}\`. ${words(30)}.`,
    () => `${words(60)}: see [${words(2)}](https://docs.example/${words(1)}).`,
    () => `## ${words(4)}`,
    () => several((index) => `${index + 1}. ${words(12)} \`${words(1)}\``),
    () => several(() => `- **${words(2)}**: ${words(14)}`),
    () =>
      `\`\`\`ts\n${several((index) => `export function ${pick(WORDS)}${index}(n: number): string {\n  // ${words(6)}\n  const text = "${words(3)}";\n  return n > ${index} ? text : String(n);\n}\n`)}\n\`\`\``,
    () => `| ${words(1)} | ${words(2)} |\n| --- | --- |\n${several(() => `| ${words(2)} | \`${words(2)}\` |`)}`,
    () => `So $O(n \\log n)$ holds, and ${words(10)}.`,
  ];
  let text = "";
  while (text.length < tokens * 4) text += `${pick(blocks)()}\n\n`;
  return Array.from({ length: tokens }, (_, index) => text.slice(index * 4, index * 4 + 4));
}
