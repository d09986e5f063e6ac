import { argumentsFrom, type Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import { type Assignment, assignmentsOf } from './assignments.js';
import { valueEnd } from './choices.js';
import { classesIn, nameOf } from './classes.js';
import { CHANGED, type Change, changeOf, keyOf, trimmed } from './collection.js';
import type { FlowLanguage } from './flow-language.js';

/** How far above a sink an assignment or a header is still looked for. */
export const LINES_BACK = 160;
const MOST_HEADERS = 4;
/** Calls of one function that are looked at. */
const MOST_CALLS = 3;
const CALL = /(?<![\w$])([A-Za-z_$][\w$]{0,60})\(/g;
/** Changes of one collection that are kept: a table of constants has thousands. */
const MOST_CHANGES = 30;

/** A function's beginning. */
export interface Header {
  readonly start: number;
  readonly end: number;
  readonly parameters: string;
}

/** Where names get values and where functions begin, found in one pass over a text. Names are plain words; fields of objects are not followed. */
export class Outline {
  readonly #view: TextView;
  readonly #byName: Map<string, Assignment[]>;
  readonly #headers: Header[] = [];
  /** By the name of the collection, when it was first asked for. */
  #changed: Map<string, RegExpExecArray[]> | undefined;
  /** Undefined where several functions have the name. */
  #byFunction: Map<string, Header | undefined> | undefined;
  /** Where the brackets open of the first calls of each function. */
  #calls: Map<string, number[]> | undefined;
  #classes: ReadonlyMap<string, readonly Extent[]> | undefined;

  constructor(view: TextView, language: FlowLanguage) {
    this.#view = view;
    this.#byName = assignmentsOf(view, language);
    for (const match of view.text.matchAll(language.header)) {
      const parameters = match.slice(1).find((group) => group !== undefined) ?? '';
      if (view.mask.zoneAt(match.index) === 'code') this.#headers.push({ start: match.index, end: match.index + match[0].length, parameters });
    }
    // What stands in a header is a parameter's default, not what it is given.
    for (const [name, list] of this.#byName) {
      const own = list.filter(({ start }) => !this.#isInHeader(start)).sort((a, b) => a.start - b.start);
      if (own.length === 0) this.#byName.delete(name);
      else this.#byName.set(name, own);
    }
  }

  /** What was put into a list, a map or a field, and taken out, from `from` on and before `offset`. */
  changes(name: string, from: number, offset: number): readonly Change[] {
    if (this.#changed === undefined) {
      this.#changed = new Map();
      for (const match of this.#view.text.matchAll(CHANGED)) this.#changed.set(match[1] ?? '', [...(this.#changed.get(match[1] ?? '') ?? []).slice(-MOST_CHANGES), match]);
    }
    return (this.#changed.get(name) ?? []).flatMap((match) => {
      const start = match.index;
      if (start < from || start >= offset || this.#view.mask.zoneAt(start) !== 'code') return [];
      const end = start + match[0].length;
      const [, , method, field, key, shifted] = match;
      if (method !== undefined) return changeOf(this.#view, method, start, argumentsFrom(this.#view, end)) ?? [];
      const assigned = (): Extent[] => [trimmed(this.#view, { start: end, end: valueEnd(this.#view, end) })];
      if (field !== undefined) return { start, key: field, values: assigned(), removed: undefined };
      if (key !== undefined) return { start, key: key.trim() === '' ? undefined : keyOf(key), values: assigned(), removed: undefined };
      if (shifted !== undefined) return { start, key: undefined, values: assigned(), removed: undefined };
      return { start, key: undefined, values: argumentsFrom(this.#view, end).map((one) => trimmed(this.#view, one)), removed: undefined };
    });
  }

  /** The one function of the text that has this name. */
  functionNamed(name: string): Header | undefined {
    if (this.#byFunction === undefined) {
      this.#byFunction = new Map();
      for (const header of this.#headers) {
        const own = nameOf(this.#view, header);
        if (own !== undefined) this.#byFunction.set(own, this.#byFunction.has(own) ? undefined : header);
      }
    }
    return this.#byFunction.get(name);
  }

  /** Where the brackets open of the first calls of a function of the text, or of another that has its name. */
  callsOf(name: string): readonly number[] {
    if (this.#calls === undefined) {
      this.#calls = new Map();
      for (const { 1: called = '', index } of this.#view.text.matchAll(CALL)) {
        if (this.functionNamed(called) === undefined || this.#isInHeader(index)) continue;
        const all = this.#calls.get(called);
        if (all === undefined) this.#calls.set(called, [index + called.length]);
        else if (all.length < MOST_CALLS) all.push(index + called.length);
      }
    }
    return this.#calls.get(name) ?? [];
  }

  /** Where the classes of this name stand, and, outside of them, their methods. */
  classesNamed(name: string): readonly Extent[] {
    this.#classes ??= classesIn(this.#view, this.#headers);
    return this.#classes.get(name) ?? [];
  }

  /** The functions that begin in a class. */
  functionsIn({ start, end }: Extent): readonly { readonly name: string; readonly header: Header }[] {
    return this.#headers.filter((header) => header.start >= start && header.start < end).flatMap((header) => ({ name: nameOf(this.#view, header) ?? '', header }));
  }

  /** All assignments of a name, in order. */
  assignments(name: string): readonly Assignment[] {
    return this.#byName.get(name) ?? [];
  }

  /** The last assignment before `offset` and at or after `from`. */
  lastAssignment(name: string, from: number, offset: number): Assignment | undefined {
    const all = this.assignments(name);
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((all[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    const last = all[low - 1];
    return last !== undefined && last.start >= from ? last : undefined;
  }

  /** The functions around an offset, the innermost first: by indentation, which broken code keeps too. */
  functionsAround(offset: number): readonly Header[] {
    const found: Header[] = [];
    const { lines } = this.#view;
    const line = lines.lineAt(offset);
    let low = 0;
    let high = this.#headers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#headers[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    let outermost = this.#indentOf(line);
    let checked = line;
    for (let index = low - 1; index >= 0 && found.length < MOST_HEADERS; index--) {
      const header = this.#headers[index] as Header;
      const at = lines.lineAt(header.start);
      if (line - at > LINES_BACK) break;
      if (at === line) {
        if (header.end <= offset) found.push(header);
        continue;
      }
      // Lines between that stand no deeper than the header end its body.
      for (; checked > at + 1; checked--) outermost = Math.min(outermost, this.#depthOf(checked - 1));
      if (this.#indentOf(at) < outermost || this.#contains(header, offset)) found.push(header);
    }
    return found;
  }

  #isInHeader(offset: number): boolean {
    let low = 0;
    let high = this.#headers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#headers[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return (this.#headers[low - 1]?.end ?? 0) > offset;
  }

  /** A body that begins on the header's line and has nothing of its own indentation: one-line code. */
  #contains(header: Header, offset: number): boolean {
    return header.end > offset;
  }

  #indentOf(line: number): number {
    const { text, lines } = this.#view;
    const start = lines.startOf(line);
    let at = start;
    while (text[at] === ' ' || text[at] === '\t') at++;
    return at - start;
  }

  /** The indentation of a line that could end a body; that of blank lines, of brackets alone and of comments is none. */
  #depthOf(line: number): number {
    const { text, lines } = this.#view;
    const start = lines.startOf(line);
    const indent = this.#indentOf(line);
    return '\r\n{)]#/*'.includes(text[start + indent] ?? '\n') ? Number.POSITIVE_INFINITY : indent;
  }
}
