/**
 * Returns a function that draws at most once per animation frame, because hundreds of events may arrive within a frame.
 * A hidden webview has no frames, so it draws once when it is shown again.
 */
export function onceAFrame(draw: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };
}
