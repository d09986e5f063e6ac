import type { Confidence, Kind, Level } from './rule.js';
import type { Origin } from './source-text.js';

/** A place in a text: 1-based, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a finding is about, when it is not a line of a file. */
export type Where = 'file' | 'file-name' | 'commit-message' | 'tag-message' | 'note' | 'ref-name' | 'person';

/** What everyone outside the detector sees. No field can hold a raw secret. */
export interface Finding {
  readonly ruleId: string;
  readonly kind: Kind;
  readonly level: Level;
  readonly confidence: Confidence;
  /** Empty where there is none. */
  readonly path: string;
  readonly where: Where;
  readonly start: Position;
  /** Exclusive. */
  readonly end: Position;
  readonly title: string;
  readonly message: string;
  readonly advice: string;
  readonly why?: string;
  readonly instead?: string;
  readonly revoke?: string;
  readonly docs: string;
  readonly cwe: readonly string[];
  /** The first line of the finding with every secret on it masked. */
  readonly preview: Preview;
  readonly fingerprint: string;
  /** The rules whose findings near by are parts of the same credential. */
  readonly joins?: readonly string[];
  /** Of a credential that is told of as one: what it is made of, in order of place, each as it is found alone. */
  readonly parts?: readonly Finding[];
  readonly origin: Origin;
}

/** A line fit to be shown: secrets masked, at most 160 characters. */
export interface Preview {
  readonly text: string;
  /** UTF-16 offsets of the marked part in `text`, the end exclusive. */
  readonly start: number;
  readonly end: number;
}
