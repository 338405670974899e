import type { Instructions } from "./instruction.ts";
import { occurrencesOfSections } from "./sections.ts";

const constrained = ["My answer is yes.", "My answer is no.", "My answer is maybe."];

export const detectableFormat: Instructions = {
  "detectable_format:number_bullet_lists": (reply, given) => {
    const stars = reply.match(/^[^\S\n\r\u2028\u2029]*\*[^*].*$/gmu) ?? [];
    const dashes = reply.match(/^[^\S\n\r\u2028\u2029]*-.*$/gmu) ?? [];
    return stars.length + dashes.length === given.count("num_bullets");
  },

  "detectable_format:constrained_response": (reply) => constrained.some((option) => reply.includes(option)),

  /** `*so*` counts once, `**so**` once. */
  "detectable_format:number_highlighted_sections": (reply, given) => {
    const single = (reply.match(/\*[^\n*]*\*/gu) ?? []).filter((text) => text.replaceAll("*", "").trim() !== "");
    const double = (reply.match(/\*\*[^\n*]*\*\*/gu) ?? []).filter((text) => text.slice(2, -2).trim() !== "");
    return single.length + double.length >= given.count("num_highlights");
  },

  "detectable_format:multiple_sections": (reply, given) =>
    occurrencesOfSections(reply, given.text("section_spliter")) >= given.count("num_sections"),

  "detectable_format:json_format": (reply) => {
    const inner = reply
      .trim()
      .replace(/^```(?:json|Json|JSON)?/u, "")
      .replace(/```$/u, "");
    try {
      JSON.parse(inner);
      return true;
    } catch {
      return false;
    }
  },

  "detectable_format:title": (reply) =>
    reply.split("\n").some((line) => {
      const [open, close] = [line.indexOf("<<"), line.lastIndexOf(">>")];
      const title = open === -1 ? "" : line.slice(open, Math.max(open, close));
      return (
        title
          .replace(/^<+/u, "")
          .replace(/(?<!>)>+$/u, "")
          .trim() !== ""
      );
    }),
};
