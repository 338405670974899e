import type { JSX } from "preact";
import { type Rating, type RunRecord, standingReply } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Icon } from "./icons.tsx";

const ratings: readonly Rating[] = ["good", "bad"];

/** Two buttons that keep what the reader thinks of the answer; pressing one again takes it back. */
export function Thumbs({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const standing = standingReply(run);
  if (standing === null) return null;
  const { reply, place } = standing;
  return (
    <span class="thumbs">
      {ratings.map((rating) => (
        <button
          key={rating}
          type="button"
          class="icon-button thumb"
          aria-label={strings.ratingOf[rating]}
          title={strings.ratingOf[rating]}
          aria-pressed={reply.rating === rating}
          onClick={() => {
            post({ type: "rate", runId: run.runId, of: place, rating: reply.rating === rating ? null : rating });
          }}
        >
          <Icon name={rating} />
        </button>
      ))}
    </span>
  );
}
