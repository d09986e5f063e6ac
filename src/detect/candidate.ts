import type { Confidence, Level, Rule } from '../model/rule.js';

/** A match on its way through the refine chain. Lives only in `detect/`: it holds the secret. */
export interface Candidate {
  readonly rule: Rule;
  /** Byte offsets of the whole match, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Byte offsets of the secret, or of the whole match where the rule has none. */
  readonly secretStart: number;
  readonly secretEnd: number;
  /** The secret as matched; decoded, where it was encoded. */
  readonly secret: string;
  /** None of its lines is new: it counts where a new line gives it its value. */
  readonly old?: true;
  /** The syntax around it says little: only a value of mixed characters counts. */
  readonly strict?: true;
  readonly encoding?: 'base64' | 'hex' | 'percent';
  readonly level: Level;
  readonly confidence: Confidence;
  /** A checksum that only a real token has. */
  readonly proven: boolean;
  /** The assignments through which a followed value came. */
  readonly sources?: readonly { readonly start: number; readonly end: number }[];
  /** What is found, in place of the rule's title. */
  readonly message?: string;
  /** Reasons for a changed level, each the end of a sentence. */
  readonly notes: readonly string[];
}

/** One that is being made. Texts may have a million, and a spread of what is mostly not there takes longer than all else about them. */
export type MadeCandidate = { -readonly [Key in keyof Candidate]: Candidate[Key] };

/** One level lower. */
export const LOWER: Readonly<Record<Level, Level>> = { error: 'warning', warning: 'note', note: 'note' };

/** The candidate one level lower, and why. */
export function lowered(candidate: Candidate, note: string): Candidate {
  return { ...candidate, level: LOWER[candidate.level], notes: [...candidate.notes, note] };
}
