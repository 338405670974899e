import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type AttachedItem, type Manner, wayOf } from "../../../src/protocol/index.ts";
import type { PanelAction, PanelState, Unchosen } from "../state.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { Icon } from "./icons.tsx";

interface AttachedProps {
  readonly state: PanelState;
  readonly dispatch: (action: PanelAction) => void;
  /** Moves the focus to the question box. */
  readonly focus: () => void;
}

/**
 * Shows what applies to the next question only: the way to answer and the attachments, each with a button that removes
 * it.
 */
export function Attached({ state, dispatch, focus }: AttachedProps): JSX.Element | null {
  const { attached, manner, room } = state;
  const chosen = chosenOf(manner);
  if (attached.length === 0 && chosen.length === 0) return null;
  const tokens = attached.reduce((sum, item) => sum + (item.tokens ?? 0), 0);
  const tooMuch = room !== null && tokens > room;
  return (
    <div class="attached">
      <ul class="chips" aria-label={strings.attached}>
        {chosen.map(({ what, word }) => (
          <Chip
            key={what}
            label={`/${word}`}
            remove={() => {
              dispatch({ type: "unchoose", what });
            }}
          >
            <span class="chip-label" title={strings.mannerHint[what]}>
              /{word}
            </span>
          </Chip>
        ))}
        {attached.map((item) => (
          <Chip
            key={item.id}
            label={item.label}
            remove={() => {
              post({ type: "detach", id: item.id });
              focus();
            }}
          >
            <AttachedLabel item={item} />
          </Chip>
        ))}
      </ul>
      {attached.map(
        ({ id, label, note }) =>
          note !== undefined && (
            <p key={id} class="left-out" title={note}>
              {strings.leftOutOf(label, note)}
            </p>
          ),
      )}
      {tooMuch && (
        <p class="too-much">
          <Icon name="warning" />
          <span>{strings.tooMuch(tokens, room)}</span>
        </p>
      )}
    </div>
  );
}

interface Chosen {
  readonly what: Unchosen;
  readonly word: string;
}

/** Returns what the user chose for the next question only: a way as one item, any other choice as its parts. */
export function chosenOf(manner: Manner): Chosen[] {
  const { preset, system } = manner;
  const way = preset === undefined || system === undefined ? null : wayOf(manner);
  if (way !== null) return [{ what: "way", word: way }];
  return [
    ...(preset === undefined ? [] : [{ what: "preset", word: preset } as const]),
    ...(system === undefined ? [] : [{ what: "system", word: system } as const]),
  ];
}

function Chip(props: {
  readonly label: string;
  readonly remove: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <li class="chip">
      {props.children}
      <button type="button" class="chip-remove" aria-label={strings.detach(props.label)} onClick={props.remove}>
        <Icon name="cross" />
      </button>
    </li>
  );
}

function AttachedLabel({
  item: { id, label, tokens, opens, thumbnail },
}: {
  readonly item: AttachedItem;
}): JSX.Element {
  const words = (
    <>
      {thumbnail !== undefined && <Thumbnail data={thumbnail} />}
      <span class="chip-name">{label}</span>
      <span class="chip-size">{tokens === null ? strings.unreadable : strings.about(tokens)}</span>
    </>
  );
  const title = tokens === null ? label : strings.attachedTokens(label, tokens);
  if (!opens)
    return (
      <span class="chip-label" title={title}>
        {words}
      </span>
    );
  return (
    <button
      type="button"
      class="chip-label chip-open"
      title={title}
      onClick={() => {
        post({ type: "reveal", id });
      }}
    >
      <span class="visually-hidden">{strings.reveal(title)}</span>
      <span class="chip-words" aria-hidden="true">
        {words}
      </span>
    </button>
  );
}

/**
 * Shows a small picture. A canvas draws it from its bytes, so the page needs no permission to load pictures, which a
 * model's text could use too.
 */
function Thumbnail({ data }: { readonly data: string }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    let gone = false;
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    void createImageBitmap(new Blob([bytes], { type: "image/jpeg" }))
      .then((picture) => {
        const element = canvas.current;
        if (gone || element === null) return;
        element.width = picture.width;
        element.height = picture.height;
        element.getContext("2d")?.drawImage(picture, 0, 0);
      })
      // The name beside the picture is enough.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [data]);
  return <canvas ref={canvas} class="thumbnail" aria-hidden="true" width={1} height={1} />;
}
