/** A package that a text asks for: by an import, or as a dependency in a manifest. Offsets are bytes of the text, the end exclusive. */
export interface Mention {
  /** What the project must have: a package name, or what comes nearest to one where a language imports modules. */
  readonly name: string;
  /** As it is written, with the path inside the package. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
  /** Asked for in a way that may fail: only its types, or inside a `try`, under a condition. */
  readonly optional: false | 'types' | 'guarded';
  /** Inside a function. */
  readonly inner?: true;
}

/** A dependency as a manifest declares it. */
export interface Dependency extends Mention {
  /** Version, range, URL or path; empty where there is none. */
  readonly version: string;
  /** Only a wish about what others install. */
  readonly peer: boolean;
}

/** UTF-8 that was read one character a byte. */
export function utf8(latin1: string): string {
  return /[\x80-\xff]/.test(latin1) ? Buffer.from(latin1, 'latin1').toString('utf8') : latin1;
}
