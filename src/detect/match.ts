import type { Language } from '../model/language.js';
import type { Rule } from '../model/rule.js';
import type { Match, Matcher } from '../rules/regex-engine.js';
import type { Ruleset } from '../rules/ruleset.js';
import { Ahead } from './ahead.js';
import type { Candidate, MadeCandidate } from './candidate.js';
import { namedCandidates } from './named/candidates.js';
import { boundsOf, JOINED, type Window, windows } from './windows.js';

/** How far `until` may extend a match: a private key of 16384 bits has 12.7 kB of PEM. */
const BLOCK = 16_384;
/** More than the opening of a pattern is long, with what may stand before a word and the word's end. */
const OPENING = 250;

/** Says when enough of a rule was found that more of it cannot be told; from then on its matches are counted, and told of by their number. */
export interface Enough {
  has(rule: Rule): boolean;
  unseen(count: number): void;
}

/**
 * Runs the rules whose literals occur on windows around them. A window reaches as far from the literal as the longest match can, so that it
 * holds every match whole; the time is linear in the text, whatever the length of its lines.
 *
 * @param text may be a part of one: what must stand below a match is not asked.
 * @param language of the text; without it every syntax of every language is looked for.
 */
export function matchRules(ruleset: Ruleset, text: string, hits: ReadonlyMap<Rule, readonly number[]>, language?: Language): Candidate[] {
  return [...each(ruleset, text, hits, language, undefined, undefined)];
}

/** The same one by one, as they are asked for, of a whole text: without those below which nothing comes that must. */
export function eachMatch(ruleset: Ruleset, text: string, hits: ReadonlyMap<Rule, readonly number[]>, language: Language | undefined, enough: Enough): Generator<Candidate> {
  return each(ruleset, text, hits, language, enough, new Ahead(text));
}

function* each(
  ruleset: Ruleset,
  text: string,
  hits: ReadonlyMap<Rule, readonly number[]>,
  language: Language | undefined,
  enough: Enough | undefined,
  ahead: Ahead | undefined,
): Generator<Candidate> {
  for (const [rule, offsets] of hits) {
    if (rule.syntaxes === undefined) yield* matchesOf(ruleset, rule, text, offsets, enough, ahead);
    else {
      for (const named of namedCandidates(rule, rule.syntaxes, text, offsets, language)) {
        if (enough?.has(rule) === true) enough.unseen(1);
        else yield named;
      }
    }
  }
}

function* matchesOf(ruleset: Ruleset, rule: Rule, text: string, offsets: readonly number[], enough: Enough | undefined, ahead: Ahead | undefined): Generator<Candidate> {
  let lastStart = -1;
  let reached = 0;
  for (const joined of windows(rule, text, offsets)) {
    if (enough?.has(rule) === true) {
      enough.unseen(countFrom(joined.index, reached, ruleset, rule, text, offsets));
      return;
    }
    if (!mayMatch(rule, text.slice(joined.start, joined.end)) || ahead?.mayHold(rule, joined.start, joined.end) === false) continue;
    const matcher = ruleset.engine.compile(rule.pattern);
    for (const { window, matches } of searched(matcher, rule, text, joined)) {
      for (const match of matches) {
        const start = window.start + match.start;
        // What begins after the last literal is the next window's: here it may be cut short.
        if (window.cutEnd && start > window.last) break;
        // A match at a cut edge cannot hold the literal, and its \b saw no real boundary.
        if (start <= lastStart || (match.start === 0 && window.cut)) continue;
        lastStart = start;
        reached = window.start + match.end;
        yield candidate(rule, text, start, window.start + match.end, window.start + match.secretStart, window.start + match.secretEnd);
      }
    }
  }
}

/** How many matches there are around the offsets from `index` on, behind what was reached; nearly, since windows are not told from each other. */
function countFrom(index: number, reached: number, ruleset: Ruleset, rule: Rule, text: string, offsets: readonly number[]): number {
  let count = 0;
  let end = reached;
  for (let at = index; at < offsets.length; at++) {
    const first = offsets[at] ?? 0;
    while ((offsets[at + 1] ?? Number.POSITIVE_INFINITY) - first <= JOINED) at++;
    const bounds = boundsOf(rule, text, first, offsets[at] ?? 0);
    const start = Math.max(end, bounds[0]);
    end = Math.max(start, bounds[1]);
    const searched = text.slice(start, end);
    if (mayMatch(rule, searched)) count += ruleset.engine.compile(rule.pattern).count(searched);
  }
  return count;
}

/** The matches in a window. One of many lines is looked through line by line where a match goes over a line's end, which a rule for lines does not see. */
function* searched(matcher: Matcher, rule: Rule, text: string, window: Window): Generator<{ readonly window: Window; readonly matches: readonly Match[] }> {
  const inside = text.slice(window.start, window.end);
  const matches = matchesIn(matcher, rule, inside);
  if (window.lines === undefined || !matches.some(({ start, end }) => BREAK.test(inside.slice(start, end)))) yield { window, matches };
  else for (const line of window.lines) yield { window: line, matches: matchesIn(matcher, rule, text.slice(line.start, line.end)) };
}

const BREAK = /[\r\n]/;

/** Most windows hold a keyword by chance, and not what else the pattern wants: to look for it is quicker than to compile the pattern, and to run it. */
function mayMatch({ besides }: Rule, window: string): boolean {
  if (besides === undefined) return true;
  const folded = window.toLowerCase();
  return besides.some((literal) => folded.includes(literal));
}

/** May the rule match around an offset, as far as the opening of its pattern tells? Looks at some 250 bytes on either side. */
export function opensAt({ engine }: Ruleset, rule: Rule, text: string, offset: number): boolean {
  if (rule.opening === undefined) return true;
  return matchesIn(engine.compile(rule.opening), rule, text.slice(Math.max(0, offset - OPENING), offset + OPENING)).length > 0;
}

/**
 * What ends in a letter or a digit and stands before a word without being part of it: a line break as JSON and most languages write it, a colour of a terminal (ECMA-48), a character of a URL that
 * is written as its number, an equals sign of a mail (RFC 2045).
 */
const OPENED = /\\[nrt](?=\w)|(?:\x1b|\\u001[bB]|\\x1[bB]|\\0?33|\\e)\[[0-9;]{0,12}m(?=\w)|%(?:3[aAdDfF]|2[026cCfF])(?=\w)|=3D(?=\w)/g;
const OPENS = ['\\', '\x1b', '%', '=3D'];

/** The matches in a window; those of a secret also where it stands right behind an escaped line break and its like. */
function matchesIn(matcher: Matcher, rule: Rule, window: string): Match[] {
  const plain = matcher.matches(window);
  if (rule.kind !== 'secret' || !OPENS.some((mark) => window.includes(mark))) return plain;
  const opened = window.replace(OPENED, (mark) => `${mark.slice(0, -1)} `);
  if (opened === window) return plain;
  const known = new Set(plain.map(({ start }) => start));
  const more = matcher.matches(opened).filter(({ start }) => !known.has(start));
  return more.length === 0 ? plain : [...plain, ...more].sort((a, b) => a.start - b.start);
}

function candidate(rule: Rule, text: string, start: number, end: number, secretStart: number, secretEnd: number): Candidate {
  const far = rule.until === undefined ? -1 : text.slice(end, end + BLOCK).indexOf(rule.until);
  const extended = far < 0 || rule.until === undefined ? end : end + far + rule.until.length;
  const made: MadeCandidate = {
    rule,
    start,
    end: extended,
    secretStart,
    secretEnd: rule.until === undefined ? secretEnd : Math.max(secretEnd, extended),
    secret: text.slice(secretStart, secretEnd),
    level: rule.level,
    confidence: rule.confidence,
    proven: false,
    notes: [],
  };
  if (rule.mixed !== undefined) made.strict = rule.mixed;
  return made;
}
