let loading: Promise<void> | null = null;

/** Loads the styles of formulas, whose fonts the browser fetches as it needs them; once, with the first formula. */
export function loadStyles(): Promise<void> {
  loading ??= new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    // Both files lie beside each other in the extension.
    link.href = new URL("panel-math.css", import.meta.url).href;
    link.onload = () => {
      resolve();
    };
    link.onerror = () => {
      reject(new Error("The styles of formulas could not be loaded."));
    };
    document.head.append(link);
  });
  return loading;
}
