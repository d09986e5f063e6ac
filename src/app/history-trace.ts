import type { TracedChange } from './history-graph.js';

/** One stay of a secret in the files of a history: from the commit that brought it, along the paths it moved to, to the commit that took it out. */
export interface Stay {
  /** Places in the log; undefined where no commit of the log brought or removed it. */
  readonly introduced: number | undefined;
  readonly removed: number | undefined;
  /** In the commit that brought it. */
  readonly path: string;
  readonly blob: string;
  /** All of them, the oldest first. */
  readonly paths: readonly string[];
}

/**
 * Traces a secret by the blobs that hold it. A path that loses it in the commit in which another gains it has moved, whatever else was changed in it: renames are followed by the secret itself.
 *
 * @param changes all changes with one of the blobs on either side, in the order of the log: the newest first.
 */
export function tracesOf(blobs: ReadonlySet<string>, changes: readonly TracedChange[]): Stay[] {
  const lines = new Map<string, Line>();
  for (const { commit, gained, lost } of byCommit(blobs, changes)) {
    for (const { path, blob } of gained) {
      const known = lines.get(path) ?? new Line();
      known.come(commit, path, blob);
      lines.set(path, known);
    }
    for (const path of lost) {
      const known = lines.get(path);
      if (gained.length === 0) {
        const line = known ?? new Line();
        line.go(commit);
        lines.set(path, line);
        continue;
      }
      // It moved: the stay at the newer path goes on in the older one.
      const [first] = gained;
      const newer = first === undefined ? undefined : lines.get(first.path);
      if (newer === undefined) continue;
      if (known === undefined) lines.set(path, newer);
      else if (known !== newer) {
        newer.join(known);
        for (const [name, line] of lines) if (line === known) lines.set(name, newer);
      }
    }
  }
  return [...new Set(lines.values())].flatMap((line) => line.stay ?? []);
}

/** A stay that is being put together, from its end to its beginning. */
class Line {
  #introduced: number | undefined;
  #removed: number | undefined;
  #path = '';
  #blob = '';
  readonly #paths = new Set<string>();

  come(commit: number, path: string, blob: string): void {
    this.#introduced = commit;
    this.#path = path;
    this.#blob = blob;
    this.#paths.add(path);
  }

  /** What was lost and came again later was not taken out. */
  go(commit: number): void {
    if (this.#introduced === undefined) this.#removed ??= commit;
  }

  /** Takes in what is known of the same path at a later time. */
  join(other: Line): void {
    if (other.#removed !== undefined && (this.#removed === undefined || other.#removed < this.#removed)) this.#removed = other.#removed;
    for (const path of other.#paths) this.#paths.add(path);
  }

  get stay(): Stay | undefined {
    if (this.#paths.size === 0) return undefined;
    return { introduced: this.#introduced, removed: this.#removed, path: this.#path, blob: this.#blob, paths: [...this.#paths].reverse() };
  }
}

interface Moves {
  readonly commit: number;
  readonly gained: { readonly path: string; readonly blob: string }[];
  readonly lost: string[];
}

function byCommit(blobs: ReadonlySet<string>, changes: readonly TracedChange[]): Moves[] {
  const all: Moves[] = [];
  for (const { commit, path, olds, blob } of changes) {
    const before = olds.some((old) => blobs.has(old));
    const after = blobs.has(blob);
    if (before === after) continue;
    let moves = all.at(-1);
    if (moves?.commit !== commit) {
      moves = { commit, gained: [], lost: [] };
      all.push(moves);
    }
    if (after) moves.gained.push({ path, blob });
    else moves.lost.push(path);
  }
  return all;
}
