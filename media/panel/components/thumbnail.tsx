import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * A small picture. It is drawn from its bytes, so that the page needs no right to load pictures, which a model's text
 * could use too.
 */
export function Thumbnail({ data }: { readonly data: string }): JSX.Element {
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
      // The name beside it says what it is.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [data]);
  return <canvas ref={canvas} class="thumbnail" aria-hidden="true" width={1} height={1} />;
}
