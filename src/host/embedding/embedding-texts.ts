/** How far a download is. */
export function downloadedText(loaded: number, total: number | null): string {
  return total === null ? `${inMegabytes(loaded)} MB` : `${inMegabytes(loaded)} of ${inMegabytes(total)} MB`;
}

const inMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
