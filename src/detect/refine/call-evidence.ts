import { argumentsFrom, argumentsOf, type Call, callOf, type Extent, isDynamic, statementEnd } from '../call.js';
import type { Candidate } from '../candidate.js';
import { flowLanguage } from '../flow/flow-language.js';
import { isChecked } from '../flow/guard.js';
import { traceOf } from '../flow/origin.js';
import type { Escape, Trace } from '../flow/trace.js';
import type { TextView } from '../text-view.js';
import { counting, followedFor, isEnough, notFollowed } from './followed.js';
import type { Refinement } from './refinement.js';

/** Weaknesses of a value that reaches a place: nothing is wrong where the value is constant after all, or was checked on the way. */
const OF_VALUES = new Set(['CWE-89', 'CWE-78', 'CWE-94', 'CWE-95', 'CWE-79', 'CWE-22', 'CWE-98', 'CWE-918', 'CWE-601', 'CWE-943', 'CWE-1336', 'CWE-90', 'CWE-643']);

/** What a value must be made harmless for. */
const MADE_FOR: Readonly<Partial<Record<string, Escape>>> = { 'CWE-79': 'html', 'CWE-78': 'shell', 'CWE-22': 'path' };

/** A match that begins with a call which puts a text together is about what that makes, of all its arguments. */
const FORMATS = /^\W?(?:format!|fmt\.Sprintf|v?s?n?printf|[sS]tring\.[fF]ormat|std::format)\(/;
/** The same where it is what a match gives something. */
const FORMATTED = /=[ \t\r\n]{0,40}((?:[sS]tring\.[fF]ormat|v?sprintf|fmt\.Sprintf|format!)\()$/;
/** Words that write the rest of their statement. */
const WRITES = /^(?:echo\b|print\b(?!\()|<\?=)[ \t]*/;

/** What the matched call itself says, and what its value was made from: a constant argument, a check or a safe option clears the finding. */
export const callEvidence =
  (test: (pattern: string, text: string) => boolean): Refinement =>
  (candidate, view) => {
    const { argument, unless, flow, cwe, kind } = candidate.rule;
    const ofValue = kind === 'insecure-code' && flow === undefined && OF_VALUES.has(cwe[0] ?? '');
    if (argument === undefined && unless === undefined && !ofValue) return candidate;
    const followed = followedFor(view, candidate);
    if (argument === undefined && unless === undefined && isEnough(followed)) return notFollowed(candidate);
    const call = asked(view, candidate);
    const follow = (extent: Extent): Trace | undefined => (isEnough(followed) ? undefined : counting(view, followed, () => traceOf(view, extent)));
    if (ofValue && call.argument === undefined && isConstant(assignedIn(view, candidate), follow)) return undefined;
    if (argument === 'dynamic' && (call.argument === undefined || !isDynamic(view, call.argument))) return undefined;
    if (unless !== undefined && test(unless, view.text.slice(call.whole.start, call.whole.end))) return undefined;
    if ((argument !== 'dynamic' && !ofValue) || call.argument === undefined || !'(=:,'.includes(view.text[call.argument.start - 1] ?? ' ')) return candidate;
    if (isEnough(followed)) return flow === undefined ? notFollowed(candidate) : candidate;
    const { argument: value } = call;
    if (ofValue && isHarmless(view, writtenBy(view, candidate), cwe, follow)) return undefined;
    const trace = follow(value);
    if (trace === undefined) return candidate;
    const inside = argument === 'dynamic' ? undefined : (covered(view, candidate, call.argument) ?? reached(view, candidate));
    // A pattern that saw the request itself knows better than its first bracket.
    if (argument !== 'dynamic' && flowLanguage(view.language)?.request.test(view.text.slice(candidate.start, candidate.end)) === true)
      return ofValue && isHarmless(view, usedBelow(view, candidate), cwe, follow) ? undefined : candidate;
    if (trace.origin === 'constant' && (argument === 'dynamic' || (isDynamic(view, value) && !(ofValue && hasMore(view, candidate, value, follow))))) return undefined;
    if (!ofValue) return candidate;
    if (FORMATS.test(view.text.slice(candidate.start, candidate.start + 40)) && isConstant(call.whole, follow)) return undefined;
    const formatted = FORMATTED.exec(view.text.slice(Math.max(candidate.start, call.argument.start - 80), call.argument.start))?.[1];
    if (formatted !== undefined && isConstant({ start: call.argument.start - formatted.length, end: call.whole.end }, follow)) return undefined;
    if (trace.escaped === MADE_FOR[cwe[0] ?? ''] && trace.escaped !== undefined) return undefined;
    const known = inside === undefined ? undefined : follow(inside);
    if (
      inside !== undefined &&
      known !== undefined &&
      isDynamic(view, inside) &&
      (known.origin === 'constant' || (isNameOrText(view, inside) && isChecked(view, known, candidate.start)))
    )
      return undefined;
    return isChecked(view, trace, candidate.start) ? undefined : candidate;
  };

/** Is the value constant after all, or was it made harmless for this weakness? */
function isHarmless(view: TextView, extent: Extent | undefined, cwe: readonly string[], follow: (extent: Extent) => Trace | undefined): boolean {
  if (extent === undefined || !isDynamic(view, extent)) return false;
  const trace = follow(extent);
  return trace !== undefined && (trace.origin === 'constant' || (trace.escaped !== undefined && trace.escaped === MADE_FOR[cwe[0] ?? '']));
}

/** What a match writes that begins with a word for it. */
function writtenBy(view: TextView, { start, end }: Candidate): Extent | undefined {
  const word = WRITES.exec(view.text.slice(start, end))?.[0];
  return word === undefined ? undefined : { start: start + word.length, end: statementEnd(view, start + word.length) };
}

/** What the call is handed that a match ends in, where that stands on a line below the request. */
function usedBelow(view: TextView, candidate: Candidate): Extent | undefined {
  const closed = /[),}+"'`]$/.test(view.text.slice(candidate.start, candidate.end)) ? 1 : 0;
  const last = openIn(view, { ...candidate, end: candidate.end - closed }).at(-1);
  if (last === undefined || view.lines.lineAt(last) === view.lines.lineAt(candidate.start)) return undefined;
  return argumentsFrom(view, last)
    .filter(({ start }) => start < candidate.end - closed)
    .at(-1);
}

/** The one argument that is no constant and that the match reaches into, of the last call that it leaves open: the script in `arrayOf("sh", "-c", script`. */
function reached(view: TextView, candidate: Candidate): Extent | undefined {
  const last = openIn(view, candidate).at(-1);
  const dynamic = last === undefined ? [] : argumentsFrom(view, last).filter((one) => one.start <= candidate.end && isDynamic(view, one));
  return dynamic.length === 1 ? dynamic[0] : undefined;
}

/** The call, with the argument behind the match where that ends behind another one. */
function asked(view: TextView, candidate: Candidate): Call {
  const call = callOf(view, candidate);
  const next = candidate.rule.argument === 'dynamic' && view.text[candidate.end - 1] === ',' ? argumentsOf(view, candidate).find(({ end }) => end > candidate.end) : undefined;
  return next === undefined ? call : { ...call, argument: next };
}

/** The argument that a match is about where its last bracket is not the one: that behind the match where it ends behind another, or the first of the call that it leaves open. */
function covered(view: TextView, candidate: Candidate, argument: Extent): Extent | undefined {
  if (view.text[candidate.end - 1] === ',') return argumentsOf(view, candidate).find(({ end }) => end > candidate.end);
  const [outermost] = openIn(view, candidate);
  return outermost === undefined || outermost === argument.start ? undefined : argumentsFrom(view, outermost)[0];
}

/** Behind the brackets that a match leaves open, the outermost first. */
function openIn(view: TextView, candidate: Candidate): readonly number[] {
  const open: number[] = [];
  for (let at = candidate.start; at < candidate.end; at++) {
    const char = view.text[at];
    if ((char !== '(' && char !== ')') || view.mask.zoneAt(at) !== 'code') continue;
    if (char === '(') open.push(at + 1);
    else open.pop();
  }
  return open;
}

/** A plain name, or a text around some: where a part of a name is asked for, a test may have asked no more than whether there is one. */
function isNameOrText({ text }: TextView, { start, end }: Extent): boolean {
  const written = text.slice(start, Math.min(end, start + 400));
  return /^\s*[\w$]{1,80}\s*$/.test(written) || /^\s*"(?:[^"$\\\n]|\$\w|\$\{\w+\})*"\s*$/.test(written);
}

const NAMED = /^\s{0,80}[A-Za-z_]\w{0,60}[ ]?[=:](?![=:])/;

/** Does a match reach into an argument behind its first one, which is no constant: `path.join(FOLDER, entry.path`? What has a name is handed for a use of its own. */
function hasMore(view: TextView, { end }: Candidate, first: Extent, follow: (extent: Extent) => Trace | undefined): boolean {
  const others = argumentsFrom(view, first.start).filter((one) => one.start > first.start && one.start < end);
  return others.some((one) => !NAMED.test(view.text.slice(one.start, Math.min(one.end, one.start + 160))) && isDynamic(view, one) && !isConstant(one, follow));
}

/** What a match gives a name, or gives back, where it begins with that. */
function assignedIn(view: TextView, { start, end }: Candidate): Extent | undefined {
  const begun = /^(?:[^\n"'`=(]{0,8}=(?![=>~])|return\b)/.exec(view.text.slice(start, end));
  if (begun === null) return undefined;
  const from = start + begun[0].length;
  return { start: from, end: statementEnd(view, from) };
}

function isConstant(extent: Extent | undefined, follow: (extent: Extent) => Trace | undefined): boolean {
  return extent !== undefined && follow(extent)?.origin === 'constant';
}
