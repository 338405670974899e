import type { ComponentChild } from "preact";
import { strings } from "../strings.ts";
import { findUnseen, nameOf, type Unseen } from "./unseen.ts";

/** Maximum number of marks with an element of their own; in a text with more, all marks are plain text. */
const MOST_ELEMENTS = 200;

/** Returns a text in which every invisible character is shown by its number. */
export function withMarks(text: string): ComponentChild {
  const found = findUnseen(text);
  if (found.length === 0) return text;
  if (found.length > MOST_ELEMENTS) return parts(text, found, (character) => `[${nameOf(character)}]`).join("");
  return parts<ComponentChild>(text, found, mark);
}

/** Returns the text around the found characters, and between these pieces the result of `of` for each character. */
function parts<Part>(text: string, found: readonly Unseen[], of: (character: string) => Part): (Part | string)[] {
  const all: (Part | string)[] = [];
  let end = 0;
  for (const { index, character } of found) {
    all.push(text.slice(end, index), of(character));
    end = index + character.length;
  }
  return [...all, text.slice(end)];
}

function mark(character: string): ComponentChild {
  return (
    <span class="unseen" title={strings.unseen}>
      {nameOf(character)}
    </span>
  );
}
