/** A change of a text: half-open byte offsets, and what stands there instead, one character a byte. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An environment variable that a repaired text reads. The one place outside of a text where a secret stands, for the user's own `.env`. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** How one finding is repaired. */
export interface Repair {
  readonly edits: readonly Edit[];
  readonly variable?: Variable;
  /** A module that the new text needs: Python's `import`. */
  readonly module?: string;
}

/** Gives a value a name: the one it has already, or `wish` where that is free. */
export type Naming = (wish: string, value: string) => string;

export function applied(text: string, edits: readonly Edit[]): string {
  let out = text;
  for (const { start, end, text: put } of [...edits].sort((a, b) => b.start - a.start)) out = out.slice(0, start) + put + out.slice(end);
  return out;
}
