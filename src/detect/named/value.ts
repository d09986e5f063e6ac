import type { Extent } from '../call.js';

/** A value that a syntax found beside a name. Offsets in bytes, the end exclusive. */
export interface NamedValue extends Extent {
  /** The syntax alone says little, as in prose: only a value of mixed characters counts. */
  readonly strict?: true;
}

/** Unquoted: up to white space, a quote, a bracket or an escape. What begins like a variable, a tag or a reference of YAML is none. */
export const BARE = /(?!![A-Za-z])[^\s"'`\\<>(){}[\],;$&*|%][^\s"'`\\<>{}]{2,199}/y;
/** The next field of a connection string or of a list of options. */
const NEXT_FIELD = /(?:;|,)[A-Za-z][\w-]{0,30}=.*$|;[A-Z]\w{0,30}$/s;
/** What ends a sentence or a list and no value. */
const TAIL = /[,;:)\].]{1,4}$/;

/** The unquoted value at an offset. */
export function bareAt(text: string, at: number): Extent | undefined {
  BARE.lastIndex = at;
  const whole = BARE.exec(text)?.[0];
  // What ends in dots was left out by its author.
  if (whole === undefined || whole.includes('...')) return undefined;
  const value = whole.replace(NEXT_FIELD, '').replace(TAIL, '');
  // A call, or a template that follows: the value is worked out.
  if (value.length < 3 || /^[A-Za-z_][\w.:]*\(|\w\[[^\]]*\]?$/.test(value) || /^[{(<$]/.test(text.slice(at + whole.length, at + whole.length + 1))) return undefined;
  return { start: at, end: at + value.length };
}

/** Like a bare one, but ended by what ends a field of a form, a connection string or a list of settings. */
export const FIELD = /[^\s"'`\\<>(){}[\],;&$#?%=][^\s"'`\\<>{}()[\],;&$#]{2,199}/y;

export function fieldAt(text: string, at: number): Extent | undefined {
  FIELD.lastIndex = at;
  const whole = FIELD.exec(text)?.[0];
  if (whole === undefined || whole.includes('...')) return undefined;
  const value = whole.replace(/%26.*$/s, '').replace(TAIL, '');
  return value.length < 3 ? undefined : { start: at, end: at + value.length };
}
