/** Shortest beginning of a name that is taken for it. */
const MIN_BEGINNING = 3;

/** The known name nearest to what was written, if it is near enough to be a slip, else one that begins so. */
export function suggestion(written: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const name of known) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  const begun = written.length >= MIN_BEGINNING ? known.find((name) => name.toLowerCase().startsWith(written.toLowerCase())) : undefined;
  return best ?? begun;
}

/** Levenshtein's distance, given up at `limit`: https://en.wikipedia.org/wiki/Levenshtein_distance */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? limit;
}
