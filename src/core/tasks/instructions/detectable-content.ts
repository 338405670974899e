import type { Instructions } from "./instruction.ts";

/** The two usual markers may be written with blanks inside. */
const markers = new Map([
  ["P.S.", /p\.\s?s\./iu],
  ["P.P.S", /p\.\s?p\.\s?s/iu],
]);

export const detectableContent: Instructions = {
  "detectable_content:number_placeholders": (reply, given) =>
    (reply.match(/\[.*?\]/gu) ?? []).length >= given.count("num_placeholders"),

  "detectable_content:postscript": (reply, given) => {
    const marker = given.text("postscript_marker");
    return markers.get(marker)?.test(reply) ?? reply.toLowerCase().includes(marker.toLowerCase());
  },
};
