import { lines, type WrittenQuestion } from "../written-question.ts";

export const regularExpressions: readonly WrittenQuestion[] = [
  {
    text: "regex that accepts German and US phone numbers with or without country prefix, but not our ten-digit order numbers",
    typos: { regex: "regx", accepts: "acepts", prefix: "prefxi" },
  },
  {
    text: 'Why does `"(.*)"` swallow everything up to the very last quote? From `name="a" title="b"` I only want what stands between the first pair.',
    typos: { swallow: "swalow", everything: "everythign", quote: "qoute" },
  },
  {
    text: "I need a regex that validates host names: labels of 1 to 63 characters, no hyphen at either end of a label, at most 253 in total. It has to run in Go, so RE2, and there I have no lookahead. Or is that a job for plain code?",
    typos: { regex: "reegx", hyphen: "hyphne", lookahead: "lokahead" },
  },
  {
    text: lines(
      "This regular expression pinned a CPU for half a minute on a form field with forty characters. Where does the backtracking explode and how do I rewrite it?",
      "",
      "```",
      "^(?:[\\w-]+\\s*,?\\s*)+$",
      "```",
    ),
    typos: { expression: "expresion", backtracking: "backtraking", explode: "expolde" },
  },
  {
    text: "With sed -E, how can I swap what's left and right of the first equals sign on every line, leaving lines that begin with # untouched?",
    typos: { equals: "eqauls", leaving: "leavign", untouched: "untuoched" },
  },
  {
    text: "Can two alternatives use the same named group in Python's re? I get `redefinition of group name 'year'` for a pattern that takes either 2024/05 or 05.2024.",
    typos: { alternatives: "alternatves", named: "naemd", either: "eihter" },
  },
  {
    text: "What does `(?<!\\\\)` in front of a quote do, and why does that regex take me four backslashes in a Java string?",
    typos: { front: "fornt", backslashes: "backslahses", string: "strnig" },
  },
  {
    text: "JS: one replace() call that matches every integer in a sentence and doubles it, negative ones too, but leaves things like v2 alone",
    typos: { replace: "repalce", integer: "intgeer", sentence: "sentnece" },
  },
  {
    text: "In the VS Code search box I'm trying to catch all `console.log(` calls whose arguments are spread over several lines. The dot refuses to cross the line end, whichever flag I put in.",
    typos: { catch: "cathc", arguments: "argumnets", refuses: "refuess" },
  },
  {
    text: "regex for an identifier unless it's one of if, else, for, while. My negative lookahead also throws out `format` and `iffy` since they merely begin with one of those. What am I forgetting?",
    typos: { identifier: "identifer", negative: "negatvie", forgetting: "forgeting" },
  },
  {
    text: "\\d matches Arabic-Indic digits in Python 3?! is there a flag for regexes",
    typos: { matches: "mathces", digits: "digtis" },
  },
  {
    text: "grep -P finds blank lines for me with `^\\s*$`, and yet it skips everything in the files that came from a Windows colleague. Which escape stands for any kind of line break, and does it work together with the anchors?",
    typos: { blank: "balnk", escape: "esacpe", anchors: "anchosr", colleague: "colleage" },
  },
];
