import type { TextView } from './text-view.js';

const MARK = 'precommit-guard-ignore-';
const DIRECTIVE = /precommit-guard-ignore-(line|next-line|file|start|end)\b([^\n]{0,400})/g;

/** A comment that asks for silence about some lines. */
export interface Directive {
  /** Byte offset of the comment's words and how many they are; that of other tools' comments is never told. */
  readonly at: number;
  readonly length: number;
  /** Inclusive 1-based lines that it covers. */
  readonly first: number;
  readonly last: number;
  /** As written, so that a slip names no rule rather than all of them. Empty: every rule. */
  readonly rules: readonly string[];
  /** Other tools speak of some kinds of findings only. Absent: all. */
  readonly kinds?: readonly string[];
  /** No reason, no silence. */
  readonly reason: boolean;
  /** The last day on which it counts; `never` when what is written is no day. */
  readonly until?: string;
}

const NEVER = 'never';

/** The comments of the program's own: `precommit-guard-ignore-line|next-line|file|start|end [rule…] [until YYYY-MM-DD] -- reason`. A start without an end covers nothing. */
export function ownDirectives(view: TextView): Directive[] {
  if (!view.text.includes(MARK)) return [];
  const found: Directive[] = [];
  const open: { match: RegExpMatchArray; line: number }[] = [];
  for (const match of view.text.matchAll(DIRECTIVE)) {
    const line = view.lines.lineAt(match.index);
    if (match[1] === 'line') found.push(directive(match, line, line));
    else if (match[1] === 'next-line') found.push(directive(match, line + 1, line + 1));
    else if (match[1] === 'file') found.push(directive(match, 1, Number.POSITIVE_INFINITY));
    else if (match[1] === 'start') open.push({ match, line });
    else {
      const start = open.pop();
      if (start !== undefined) found.push(directive(start.match, start.line, line));
    }
  }
  // Covers no line: what it was to cover cannot be told.
  for (const { match, line } of open) found.push(directive(match, line + 1, line));
  return found;
}

function directive(match: RegExpMatchArray, first: number, last: number): Directive {
  const rest = match[2] ?? '';
  const dashes = rest.search(/(?:^|\s)--\s/);
  const [words, day] = withoutDay(dashes < 0 ? rest : rest.slice(0, dashes));
  const reason = dashes < 0 ? '' : rest.slice(dashes).replace(/\*\/|-->|^\s*--/g, '');
  const until = day ?? dayIn(reason);
  return {
    at: match.index ?? 0,
    length: match[0].length - rest.length,
    first,
    last,
    rules: words.split(/[\s,]+/).filter((name) => /\w/.test(name)),
    reason: /[\w\x80-\xff]{2}/.test(reason),
    ...(until === undefined ? {} : { until }),
  };
}

/** Splits off `until` and the word behind it. */
function withoutDay(words: string): readonly [words: string, day: string | undefined] {
  const match = /(?:^|\s)until(?:\s+(\S+))?/.exec(words);
  if (match === null) return [words, undefined];
  return [words.slice(0, match.index) + words.slice(match.index + match[0].length), dayOf(match[1] ?? '')];
}

/** In a reason `until` is a word like any other, unless a day follows. */
function dayIn(reason: string): string | undefined {
  const day = /\buntil\s+([0-9]{4}-[0-9]{2}-[0-9]{2})\b/.exec(reason)?.[1];
  return day === undefined ? undefined : dayOf(day);
}

/** The day as it stands in a calendar, or `never`. */
function dayOf(word: string): string {
  return isDay(word) ? word : NEVER;
}

/** Is it a day of the calendar, as `2027-01-31`? */
export function isDay(word: string): boolean {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(word)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

/** Why a silence until that day is over, or undefined while it lasts. */
export function overSince(until: string | undefined, today: () => string): string | undefined {
  if (until === undefined) return undefined;
  if (until === NEVER) return 'what stands after "until" is no day such as 2027-01-31';
  return until < today() ? `ended on ${until}` : undefined;
}
