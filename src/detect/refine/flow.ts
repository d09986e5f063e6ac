import type { Rule } from '../../model/rule.js';
import { argumentsOf, callOf, type Extent } from '../call.js';
import type { Candidate } from '../candidate.js';
import { isArgumentList } from '../flow/argument-list.js';
import { isEscaped } from '../flow/escapes.js';
import { isChecked, isCheckedBelow, isOnlyNamed } from '../flow/guard.js';
import { literalOf } from '../flow/literal.js';
import { type Origin, type Trace, traceOf } from '../flow/origin.js';
import type { TextView } from '../text-view.js';
import { counting, followedFor, isEnough, notFollowed } from './followed.js';
import type { Refinement } from './refinement.js';

const SAYS: Readonly<Record<Origin, string>> = {
  literal: 'its value is written in the code',
  request: 'a value from the request reaches it',
  input: 'a value from the command line, the environment or the console reaches it',
  joined: 'it is put together from parts',
  parameter: 'a parameter of the function reaches it',
  unknown: '',
  constant: '',
};
/** A client's pattern is not checked by matching with it. */
const PATTERNS = new Set(['CWE-1333']);
/** Weaknesses of a path or an address, which is made first and opened later. */
const OF_PLACES = new Set(['CWE-22', 'CWE-918', 'CWE-601']);
const RANK = { error: 0, warning: 1, note: 2 } as const;
/** For rules that say which origins of a value count: follows the argument back and takes the level that its origin deserves. */
export const flow =
  (test: (pattern: string, text: string) => boolean): Refinement =>
  (candidate, view) => {
    const { rule } = candidate;
    if (rule.flow === undefined) return candidate;
    const followed = followedFor(view, candidate);
    if (isEnough(followed)) return candidate.old === true ? undefined : notFollowed(candidate);
    const call = callOf(view, candidate);
    followed.values++;
    followed.bytes += call.whole.end - call.whole.start;
    if (rule.cwe.some((cwe) => OF_PLACES.has(cwe)) && isOnlyNamed(view, call.whole.end)) return undefined;
    const traces = extentsOf(rule, view, candidate).flatMap((extent) => {
      const literal = rule.flow?.literal === undefined ? undefined : literalOf(view, extent);
      const trace: Trace | undefined = literal === undefined ? counting(view, followed, () => traceOf(view, extent)) : { origin: 'literal', joined: false, names: [], ...literal };
      return trace === undefined ? [] : [{ trace, extent }];
    });
    let best: { readonly level: Candidate['level']; readonly origin: Origin; readonly trace: Trace } | undefined;
    for (const { trace, extent } of traces) {
      const judged = isEscaped(trace, rule.cwe[0]) ? undefined : judge(rule, trace);
      if (candidate.old === true && !isNew(view, extent, trace)) continue;
      if (rule.cwe[0] === 'CWE-78' && judged !== undefined && isArgumentList(view, extent)) continue;
      if (judged === undefined || (best !== undefined && RANK[best.level] <= RANK[judged.level])) continue;
      const way = wayOf(view, call.whole, trace);
      if (rule.unless !== undefined && test(rule.unless, way)) continue;
      if (
        (!PATTERNS.has(rule.cwe[0] ?? '') && isChecked(view, trace, candidate.start, view.text.slice(extent.start, extent.end))) ||
        (rule.cwe.some((cwe) => OF_PLACES.has(cwe)) && isCheckedBelow(view, candidate.start))
      )
        continue;
      if (
        rule.holds !== undefined &&
        !test(rule.holds, [view.text.slice(extent.start, extent.end), ...[...trace.steps, ...(trace.texts ?? [])].map(({ start, end }) => view.text.slice(start, end))].join('\n'))
      )
        continue;
      best = { ...judged, trace };
    }
    if (best === undefined) return undefined;
    const from = best.trace.steps.at(-1);
    const line = from === undefined ? undefined : view.lines.lineAt(from.start);
    const note = SAYS[best.origin] + (line === undefined || line === view.lines.lineAt(candidate.start) ? '' : `, from line ${line}`);
    const confidence = best.level === 'error' ? candidate.confidence : candidate.confidence === 'low' ? 'low' : 'medium';
    return { ...candidate, level: best.level, confidence, notes: [...candidate.notes, note], sources: best.trace.steps };
  };

function extentsOf(rule: Rule, view: TextView, candidate: Candidate): readonly Extent[] {
  if (rule.at === 'receiver') {
    const dot = view.text.slice(candidate.start, candidate.end).lastIndexOf('.');
    return dot <= 0 ? [] : [{ start: candidate.start, end: candidate.start + dot }];
  }
  // What the match covers is not asked: it is a context, a status, the name of a shell.
  const all = argumentsOf(view, candidate).filter(({ end }) => end > candidate.end);
  // Lists and objects are values to be bound, or options.
  if (rule.at === 'any') return all.filter(({ start, end }) => !/^[ \t\r\n]{0,80}(?:\[(?!\])|\{|array\(|new[ ]?\{)/.test(view.text.slice(start, Math.min(end, start + 90))));
  const one = all[rule.at ?? 0];
  return one === undefined ? [] : [one];
}

/** The gravest level that a trace deserves by its rule, and the origin that gave it. */
function judge({ flow: levels }: Rule, { origin, joined }: Trace): { level: Candidate['level']; origin: Origin } | undefined {
  if (levels === undefined || origin === 'constant') return undefined;
  const deserved = [
    origin === 'joined' || origin === 'unknown' ? undefined : levels[origin],
    joined ? levels.joined : undefined,
    joined && origin === 'parameter' ? levels.built : undefined,
  ].filter((level) => level !== undefined);
  const [level] = deserved.sort((a, b) => RANK[a] - RANK[b]);
  return level === undefined ? undefined : { level, origin };
}

/** Did the change write the value, or any assignment that it came through? */
function isNew(view: TextView, extent: Extent, { steps }: Trace): boolean {
  const blank = /^[ \t\r\n]*/.exec(view.text.slice(extent.start, extent.end))?.[0].length ?? 0;
  return view.isAdded(extent.start + blank, extent.end) || steps.some(({ start, end }) => view.isAdded(start, end));
}

/** A name that stands in where there is no value: `params[:to] || root_path`, `params.fetch(:to, root_path)`. */
const STANDS_IN = /(?:\|\||\?\?|\?:)[ ]?[A-Za-z_][\w.]{0,60}(?=[ \t]{0,4}(?:$|[\r\n;,)]))|(?<=\.fetch\([^,()\n]{1,40}),[ ]?[A-Za-z_][\w.]{0,60}(?=\))/g;

/** The call and the assignments on the way to it, without what says nothing of the value that comes this way. */
function wayOf(view: TextView, whole: Extent, { steps }: Trace): string {
  return [whole, ...steps].map(({ start, end }) => view.text.slice(start, end).replace(STANDS_IN, '')).join('\n');
}
