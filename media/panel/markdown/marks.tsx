import type { ComponentChild } from "preact";
import { strings } from "../strings.ts";
import { findUnseen, nameOf, type Unseen } from "./unseen.ts";

/** Where more is hidden than this, the marks have no element of their own. */
const MOST_ELEMENTS = 200;

/** A text in which every character that nobody could see is shown by its number. */
export function withMarks(text: string): ComponentChild {
  const found = findUnseen(text);
  if (found.length === 0) return text;
  if (found.length > MOST_ELEMENTS) return parts(text, found, (character) => `[${nameOf(character)}]`).join("");
  return parts<ComponentChild>(text, found, mark);
}

/** The text around what was found, and in between what that becomes. */
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
