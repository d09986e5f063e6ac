import type { Language } from '../../model/language.js';
import { type Extent, statementEnd } from '../call.js';
import type { TextView } from '../text-view.js';
import { type Value, valueOfExpression } from './arithmetic.js';
import type { Assignment } from './assignments.js';
import type { Header, Outline } from './outline.js';
import { endOf, LONGEST_BODY } from './returned.js';

/** Lines above an assignment on which the condition is looked for that it hangs on. */
const LINES_UP = 30;
const LONGEST_LINE = 300;
/** A function is searched for what changes a name, in characters. */
const LONGEST_FUNCTION = 8000;

const IF = /^\s*(?:\} ?)?if\b[ \t]*([^ \t].{0,159}?)(?:[ \t]{0,40}(?:\{|:|then))?$/;
const ELSE = /^\s*(?:\} ?)?else[ \t]*[:{]?[ \t]*$/;
const CASE = /^\s*(?:case\b[ \t]{0,4}([^ \t].{0,79}?)|default|_)[ \t]{0,8}(?::|->|=>)[ \t]{0,4}\{?[ \t]{0,8}$/;
const SWITCH = /^\s*(?:switch|match|when)\b[ \t]{0,4}\(?[ \t]{0,4}([^ \t].{0,79}?)[ \t]{0,4}\)?[ \t]{0,4}[:{]?[ \t]{0,8}$/;
/** Nothing, or the type of what is declared. */
const DECLARES = /^\s*(?:[\w$<>.,[\]?]{1,60}[ \t]{1,4}){0,4}$/;
const LEAVES = /^\s*(?:break|return|continue|throw|\})/;
/** One character of a text, counted from 0. */
const CHARACTER = /^(?:"([^"\\]{1,40})"|([A-Za-z_]\w{0,40}))(?:\.charAt\((\d{1,2})\)|\[(\d{1,2})\])$/;

/** Languages in which whole numbers are divided without what is left over. */
const WHOLE: ReadonlySet<Language> = new Set<Language>(['java', 'kotlin', 'csharp', 'c', 'cpp', 'go', 'rust', 'swift']);

const known = new WeakMap<Outline, Map<number, Decided>>();

/** What is decided in a function, or in a text outside of any; worked out once. */
export function decidedIn(view: TextView, outline: Outline, header: Header | undefined): Decided {
  const all = known.get(outline) ?? new Map<number, Decided>();
  known.set(outline, all);
  const start = header?.start ?? 0;
  let decided = all.get(start);
  if (decided === undefined) {
    decided = new Decided(view, outline, { start, end: header === undefined ? view.text.length : endOf(view, header) });
    all.set(start, decided);
  }
  return decided;
}

/** What is decided before a program runs: of conditions on constants alone, which way they always go. */
export class Decided {
  readonly view: TextView;
  readonly #outline: Outline;
  readonly #function: Extent;
  readonly #constants = new Map<string, Value | undefined>();
  readonly #dead = new Map<Assignment, boolean>();

  /** @param body of the function, its header included. */
  constructor(view: TextView, outline: Outline, body: Extent) {
    this.view = view;
    this.#outline = outline;
    this.#function = body;
  }

  /** Is it never made? */
  isDead(assignment: Assignment): boolean {
    let dead = this.#dead.get(assignment);
    if (dead === undefined) {
      dead = this.#neverRuns(assignment.start);
      this.#dead.set(assignment, dead);
    }
    return dead;
  }

  /** The statement that begins at `start`, or is a declaration of what begins there. */
  #neverRuns(start: number): boolean {
    const { lines } = this.view;
    const line = lines.lineAt(start);
    const before = this.view.text.slice(Math.max(lines.startOf(line), start - LONGEST_LINE), start);
    if (ELSE.test(before)) return this.#elseIsDead(line);
    if (!DECLARES.test(before)) return this.holds(IF.exec(before.trimEnd())?.[1] ?? '') === false;
    const above = this.#above(line, this.#indentOf(line));
    if (above === undefined) return false;
    const text = this.#line(above);
    if (ELSE.test(text)) return this.#elseIsDead(above);
    if (CASE.test(text)) return this.#caseIsDead(above);
    return this.holds(IF.exec(text.trimEnd())?.[1] ?? '') === false;
  }

  /** Of the `else` on a line. */
  #elseIsDead(line: number): boolean {
    const indent = this.#indentOf(line);
    for (let at = line - 1; at >= Math.max(1, line - LINES_UP); at--) {
      const text = this.#line(at);
      if (text.trim() === '' || this.#indentOf(at) > indent || /^\s*[{}]\s*$/.test(text)) continue;
      // With its branch on the same line, or below it.
      const condition =
        /^\s*if[ \t]{0,4}(\(.{1,160}\)|[^( \t].{0,160})[ \t]{0,4}[:{]?[ \t]{0,8}$/.exec(text)?.[1] ?? /^\s*if[ \t]*(\(.{1,160}\))[ \t]*[\w$.]+[ \t]*=/.exec(text)?.[1];
      return condition !== undefined && this.holds(condition) === true;
    }
    return false;
  }

  /** Of the last of the labels that end on a line. */
  #caseIsDead(last: number): boolean {
    const indent = this.#indentOf(last);
    const own: string[] = [];
    let line = last;
    for (; CASE.test(this.#line(line)) && this.#indentOf(line) === indent; line--) own.push(this.#line(line));
    let header = line;
    while (header > last - LINES_UP && (this.#indentOf(header) > indent || !SWITCH.test(this.#line(header)))) header--;
    const target = SWITCH.exec(this.#line(header))?.[1];
    const value = target === undefined ? undefined : this.value(target);
    // What falls through from the case above is made as well.
    if (value === undefined || (this.view.language !== 'python' && line !== header && !LEAVES.test(this.#line(line)))) return false;
    const values = (labels: readonly string[]): (Value | undefined)[] => labels.map((label) => this.value(CASE.exec(label)?.[1] ?? ''));
    if (values(own).includes(value)) return false;
    const isDefault = own.some((label) => /^(?:_)?$/.test(CASE.exec(label)?.[1] ?? ''));
    const all = Array.from({ length: LINES_UP }, (_, at) => this.#line(header + 1 + at)).filter((text) => CASE.test(text) && text.search(/\S/) === indent);
    return isDefault ? values(all).includes(value) : values(own).every((one) => one !== undefined);
  }

  /** Does a condition always hold, or never? */
  holds(condition: string): boolean | undefined {
    // Most conditions ask something of a value: those of constants hold a number, or are one word.
    if (!/\d|^[( ]*!?\w+[) ]*$/.test(condition)) return undefined;
    const value = this.value(condition);
    return typeof value === 'boolean' ? value : typeof value === 'number' ? value !== 0 : undefined;
  }

  /** What code comes to that holds nothing but constants. */
  value(code: string): Value | undefined {
    const [, text, name = '', first, second] = CHARACTER.exec(code.trim()) ?? [];
    if (first !== undefined || second !== undefined) {
      const whole = text ?? this.#constant(name);
      return typeof whole === 'string' ? whole[Number(first ?? second)] : undefined;
    }
    return valueOfExpression(code, (one) => this.#constant(one), WHOLE.has(this.view.language));
  }

  /** What a name always stands for. */
  #constant(name: string): Value | undefined {
    if (!this.#constants.has(name)) {
      this.#constants.set(name, undefined); // For names that stand for each other.
      this.#constants.set(name, this.#onlyValue(name));
    }
    return this.#constants.get(name);
  }

  /** A name gets one value, which is written there, and nothing changes it. In a function too long to tell, only a name that says itself that it is constant. */
  #onlyValue(name: string): Value | undefined {
    const { start: from, end: to } = this.#function;
    const isNamedSo = /^[A-Z][A-Z0-9_]+$/.test(name);
    const { lines } = this.view;
    const isLong = to - from > LONGEST_FUNCTION || lines.lineAt(to) - lines.lineAt(from) >= LONGEST_BODY;
    if (isLong && !isNamedSo) return undefined;
    const everywhere = this.#outline.assignments(name);
    const own = everywhere.filter(({ start }) => start >= from && start < to);
    const [only, ...others] = own.length === 0 && isNamedSo ? everywhere : own;
    if (everywhere.length === 0 && isNamedSo && (this.view.language === 'c' || this.view.language === 'cpp')) return this.#defined(name);
    if (only === undefined || others.length > 0 || only.adds || only.fills || only.isElement || only.part !== undefined) return undefined;
    const code = this.view.text.slice(only.value, Math.min(statementEnd(this.view, only.value), only.value + LONGEST_LINE)).trim();
    const value = CHARACTER.test(code) && !code.startsWith(name) ? this.value(code) : valueOfExpression(code, () => undefined);
    return value === undefined || (!isNamedSo && changes(name).test(this.view.text.slice(from, to))) ? undefined : value;
  }

  #defined(name: string): Value | undefined {
    const code = new RegExp(`^#[ \\t]*define[ \\t]+${name}[ \\t]+(\\S{1,20})[ \\t\\r]*$`, 'm').exec(this.view.text)?.[1];
    return code === undefined ? undefined : valueOfExpression(code, () => undefined);
  }

  /** The nearest line above that stands less deep. */
  #above(line: number, indent: number): number | undefined {
    for (let at = line - 1; at >= Math.max(1, line - LINES_UP); at--) if (!/^(?:\{?)$/.test(this.#line(at).trim()) && this.#indentOf(at) < indent) return at;
    return undefined;
  }

  #line(line: number): string {
    const { text, lines } = this.view;
    const start = lines.startOf(line);
    return text.slice(start, Math.min(start + LONGEST_LINE, lines.startOf(line + 1))).trimEnd();
  }

  #indentOf(line: number): number {
    return Math.max(0, this.#line(line).search(/\S/));
  }
}

/** What changes a name without an assignment: it counts, or is handed to what may write into it. */
function changes(name: string): RegExp {
  const one = name.replaceAll('$', '\\$');
  return new RegExp(`(?:\\+\\+|--|&|>>|\\b(?:ref|out)\\b)[ \\t]*${one}(?![\\w$])|(?<![\\w$])${one}[ \\t]*(?:\\+\\+|--|[-+*/%&|^]=|<<=|>>=)`);
}
