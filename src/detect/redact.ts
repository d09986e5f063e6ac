import type { Preview } from '../model/finding.js';
import type { Ruleset } from '../rules/ruleset.js';
import { MASK, masked } from '../text/mask.js';
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

/**
 * A text with everything in it masked that any rule takes for a secret, or that looks random. For every string that is printed and that we did not write
 * ourselves: paths, git's words, messages of other people's code.
 *
 * @param ruleset all secret rules, whatever is switched off.
 */
export function scrub(text: string, ruleset: Ruleset): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return Buffer.from(apply(bytes, masks(bytes, ruleset, isTokenLike)), 'latin1').toString('utf8');
}

/** The line on which `marked` begins, cut to what fits, with every secret masked; `secret` is always one of them. */
export function previewOf(view: TextView, marked: Extent, secret: Mask | undefined, ruleset: Ruleset): Preview {
  const lineStart = view.lines.startOf(view.lines.lineAt(marked.start));
  const lineEnd = view.lineEnd(marked.start);
  const from = Math.max(lineStart, Math.min(marked.start - SHOWN / 2, lineEnd - SHOWN));
  const to = Math.min(lineEnd, from + SHOWN);
  const near = Math.max(lineStart, from - AROUND);
  const line = view.text.slice(near, Math.min(lineEnd, to + AROUND));
  const known = secret === undefined ? [] : [{ ...secret, start: secret.start - near, end: Math.min(secret.end, lineEnd) - near }];
  const all = masks(line, ruleset, isTokenLikeInParts, known);

  const part = (start: number, end: number): string => utf8(apply(line, within(all, start, end), start, end));
  const before = part(from - near, marked.start - near).trimStart();
  const middle = part(marked.start - near, Math.max(marked.start, Math.min(marked.end, to)) - near);
  const after = part(Math.max(marked.start, Math.min(marked.end, to)) - near, to - near).trimEnd();
  return { text: before + middle + after, start: before.length, end: before.length + middle.length };
}

/**
 * @param random does this run of token characters come from a random generator?
 * @param known masks found already; they are among the answer.
 */
function masks(text: string, ruleset: Ruleset, random: (run: string) => boolean, known: readonly Mask[] = []): Mask[] {
  const bytes = Buffer.from(text, 'latin1');
  const found: Mask[] = matchRules(ruleset, text, ruleset.hits(bytes))
    .filter(({ rule }) => rule.kind === 'secret')
    .map(({ rule, secretStart, secretEnd, secret }) => ({ start: secretStart, end: secretEnd, text: masked(secret, rule.value === undefined ? rule.keywords : []) }))
    .concat(known);
  const hidden = (start: number, end: number): boolean => found.some((mask) => mask.start <= start && mask.end >= end);
  for (const { 0: run, index } of text.matchAll(TOKEN_RUN)) {
    if (!hidden(index, index + run.length) && random(run)) found.push({ start: index, end: index + run.length, text: MASK });
  }
  for (const { start, end, decoded } of encodedRuns(bytes, ruleset)) {
    if (ruleset.hits(decoded).size > 0 || random(decoded.toString('latin1'))) found.push({ start, end, text: MASK });
  }
  return found;
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
