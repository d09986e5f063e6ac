import type { Language } from '../../model/language.js';
import type { Name } from './name.js';
import type { NamedValue } from './value.js';

/** Where a syntax looks: a name in a text, one character a byte. */
export interface Place {
  readonly text: string;
  readonly name: Name;
  /** Absent where a text has no file. */
  readonly language: Language | undefined;
  /** What `lineBefore` found: most syntaxes ask. */
  line?: string;
}

/** Finds the value that stands beside a name in one way of writing it. Each looks at a bounded stretch around the name. */
export type FindValue = (place: Place) => NamedValue | undefined;

// Most names stand where no value can. Each syntax looks at a character or two before it asks its patterns, all of which a hook compiles anew.

export const BEFORE = 120;

export function before({ text, name }: Place): string {
  return text.slice(Math.max(0, name.start - BEFORE), name.start);
}

/** The part of `before` on the name's own line. */
export function lineBefore(place: Place): string {
  if (place.line === undefined) {
    const all = before(place);
    place.line = all.slice(all.lastIndexOf('\n') + 1);
  }
  return place.line;
}

/** The end of a match of a sticky expression. */
export function after(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  const match = expression.exec(text);
  return match === null ? undefined : at + match[0].length;
}

/** Is the character at an offset one of these? */
export function isOneOf(characters: string, text: string, at: number): boolean {
  return at < text.length && characters.includes(text[at] as string);
}

/** The first offset from `at` on, no further than `most`, whose character is none of these. */
export function behind(characters: string, text: string, at: number, most: number): number {
  let end = at;
  while (end - at < most && isOneOf(characters, text, end)) end++;
  return end;
}
