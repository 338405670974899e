import type { Instructions } from "./instruction.ts";

/** The two usual markers may be written with blanks inside. */
const markers = new Map([
  ["P.S.", /p\.\s?s\./iu],
  ["P.P.S", /p\.\s?p\.\s?s/iu],
]);

export const detectableContent: Instructions = {
  "detectable_content:number_placeholders": (reply, given) => placeholders(reply) >= given.count("num_placeholders"),

  "detectable_content:postscript": (reply, given) => {
    const marker = given.text("postscript_marker");
    return markers.get(marker)?.test(reply) ?? reply.toLowerCase().includes(marker.toLowerCase());
  },
};

/** How many pairs of brackets a text has that stand on one line. Looks at no line twice, however many brackets stay open. */
function placeholders(text: string): number {
  let count = 0;
  for (const line of text.split(/[\n\r\u2028\u2029]/u)) {
    let open = line.indexOf("[");
    while (open !== -1) {
      const close = line.indexOf("]", open);
      if (close === -1) break;
      count += 1;
      open = line.indexOf("[", close);
    }
  }
  return count;
}
