import type { Preview } from '../model/finding.js';
import type { Ruleset } from '../rules/ruleset.js';
import { detached } from '../text/detached.js';
import { MASK, masked } from '../text/mask.js';
import { forgetValues } from '../text/recurring.js';
import type { Extent } from './call.js';
import { encodedRuns } from './encoded-runs.js';
import { matchRules } from './match.js';
import type { TextView } from './text-view.js';
import { isTokenLike } from './value/token.js';

const SHOWN = 160;
/** Secrets that only begin or end in the shown part need their surroundings to be recognised. */
const AROUND = 512;
const TOKEN_RUN = /[A-Za-z0-9+/_.~-]{20,}={0,2}/g;

interface Mask extends Extent {
  readonly text: string;
}

/** What is to be masked in a piece of a text, whatever is found there: what rules find, and what looks random beside that. */
interface Secrets {
  readonly byRules: readonly Mask[];
  readonly random: readonly Mask[];
  readonly encoded: readonly Mask[];
}

/** A piece of a line, as it is looked through for a preview. */
interface Piece extends Secrets {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly start: number;
}

/** The pieces of a text that were looked through, by what they hold: findings by the thousand stand on equal lines, or on one line. */
interface Pieces {
  readonly byText: Map<string, Secrets>;
  onLongLines: number;
}

const known = new WeakMap<TextView, Pieces>();
/** So many pieces are remembered. */
const REMEMBERED = 256;
/** Previews out of long lines that are each looked through with their own surroundings; those that come after share theirs with their neighbours, so much of a line. */
const ALONE = 32;
const SHARED = 2048;

/**
 * A text with everything in it masked that any rule takes for a secret, or that looks random. For every string that is printed and that we did not write
 * ourselves: paths, git's words, messages of other people's code.
 *
 * @param ruleset all secret rules, whatever is switched off.
 */
export function scrub(text: string, ruleset: Ruleset): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return Buffer.from(apply(bytes, masksOf(secretsIn(bytes, ruleset, isTokenLike))), 'latin1').toString('utf8');
}

/** The line on which `marked` begins, cut to what fits, with every secret masked; `secret` is always one of them. */
export function previewOf(view: TextView, marked: Extent, secret: Mask | undefined, ruleset: Ruleset): Preview {
  const lineStart = view.lines.startOf(view.lines.lineAt(marked.start));
  const lineEnd = view.lineEnd(marked.start);
  const from = Math.max(lineStart, Math.min(marked.start - SHOWN / 2, lineEnd - SHOWN));
  const to = Math.min(lineEnd, from + SHOWN);
  const { text: line, start: near, ...secrets } = pieceAround(view, { start: from, end: to }, { start: lineStart, end: lineEnd }, ruleset);
  const all = masksOf(secrets, secret === undefined ? [] : [{ ...secret, start: secret.start - near, end: Math.min(secret.end, lineEnd) - near }]);

  const part = (start: number, end: number): string => utf8(apply(line, within(all, start, end), start, end));
  const before = part(from - near, marked.start - near).trimStart();
  const middle = part(marked.start - near, Math.max(marked.start, Math.min(marked.end, to)) - near);
  const after = part(Math.max(marked.start, Math.min(marked.end, to)) - near, to - near).trimEnd();
  return { text: detached(before + middle + after), start: before.length, end: before.length + middle.length };
}

/** The piece of a line that holds what is shown of it, with enough around to recognise secrets that only begin or end there. */
function pieceAround(view: TextView, shown: Extent, line: Extent, ruleset: Ruleset): Piece {
  let pieces = known.get(view);
  if (pieces === undefined) {
    pieces = { byText: new Map(), onLongLines: 0 };
    known.set(view, pieces);
  }
  let { start, end } = shown;
  if (line.end - line.start > SHARED && pieces.onLongLines++ >= ALONE) {
    start -= (start - line.start) % SHARED;
    end = start + SHARED + SHOWN;
  }
  start = Math.max(line.start, start - AROUND);
  const text = view.text.slice(start, Math.min(line.end, end + AROUND));
  let secrets = pieces.byText.get(text);
  if (secrets === undefined) {
    secrets = secretsIn(text, ruleset, isTokenLikeInParts);
    if (pieces.byText.size === REMEMBERED) pieces.byText.clear();
    pieces.byText.set(text, secrets);
  }
  return { ...secrets, text, start };
}

/** @param random does this run of token characters come from a random generator? */
function secretsIn(text: string, ruleset: Ruleset, random: (run: string) => boolean): Secrets {
  const bytes = Buffer.from(text, 'latin1');
  const byRules: Mask[] = matchRules(ruleset, text, ruleset.hits(bytes))
    .filter(({ rule }) => rule.kind === 'secret')
    .map(({ rule, secretStart, secretEnd, secret }) => ({ start: secretStart, end: secretEnd, text: masked(secret, rule.value === undefined ? rule.keywords : []) }));
  const runs: Mask[] = [];
  for (const { 0: run, index } of text.matchAll(TOKEN_RUN)) {
    if (!hides(byRules, index, index + run.length) && random(run)) runs.push({ start: index, end: index + run.length, text: MASK });
  }
  const encoded: Mask[] = [];
  for (const { start, end, decoded } of encodedRuns(bytes, ruleset)) {
    if (ruleset.hits(decoded).size > 0 || random(decoded.toString('latin1'))) encoded.push({ start, end, text: MASK });
  }
  forgetValues();
  return { byRules, random: runs, encoded };
}

function hides(masks: readonly Mask[], start: number, end: number): boolean {
  return masks.some((mask) => mask.start <= start && mask.end >= end);
}

/** @param also masks found already; they are among the answer. */
function masksOf({ byRules, random, encoded }: Secrets, also: readonly Mask[] = []): Mask[] {
  return [...byRules, ...also, ...random.filter(({ start, end }) => !hides(also, start, end)), ...encoded];
}

/** Base64 with slashes and tokens with dots have the shape of a path or a member. Names of files may keep it; in a line of code, what is random between the marks is masked. */
function isTokenLikeInParts(run: string): boolean {
  return isTokenLike(run) || isTokenLike(run.replace(/[/.]/g, '-'));
}

/** The masks that touch a stretch, cut to it. One that began before it shows stars only. */
function within(all: readonly Mask[], start: number, end: number): Mask[] {
  return all
    .filter((mask) => mask.start < end && mask.end > start)
    .map((mask) => ({ start: Math.max(start, mask.start), end: Math.min(end, mask.end), text: mask.start < start ? MASK : mask.text }));
}

function apply(text: string, all: readonly Mask[], start = 0, end = text.length): string {
  let out = '';
  let at = start;
  for (const mask of [...all].sort((a, b) => a.start - b.start || b.text.length - a.text.length)) {
    if (mask.start >= at) out += text.slice(at, mask.start) + mask.text;
    at = Math.max(at, mask.end);
  }
  return out + text.slice(at, Math.max(at, end));
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
