import type { Rule } from '../../model/rule.js';
import { argumentsOf, callOf, type Extent } from '../call.js';
import type { Candidate } from '../candidate.js';
import { type Origin, type Trace, traceOf } from '../flow/origin.js';
import type { TextView } from '../text-view.js';
import type { Refinement } from './refinement.js';

const SAYS: Readonly<Record<Origin, string>> = {
  request: 'a value from the request reaches it',
  input: 'a value from the command line, the environment or the console reaches it',
  joined: 'it is put together from parts',
  parameter: 'a parameter of the function reaches it',
  unknown: '',
  constant: '',
};
const RANK = { error: 0, warning: 1, note: 2 } as const;
/** Lines on which a value was checked before it came to the sink. */
const GUARD_LINES = 40;
/** A test of the value against a list, a pattern or a kind of character. Run on lower-case text. */
const CHECKED =
  /(?:\bif\b|\bunless\b|\bassert\b|\bguard\b|\?|\bthrow\b|\breturn\b|&&|\|\|).{0,80}(?:in_array|includes|\.has|contains(?:key)?|include\?|\.test|\.match|fullmatch|matches|preg_match|ismatch|matchstring|isdigit|isalnum|isalpha|isnumeric|ctype_\w{1,10}|is_numeric|isinteger|is_?valid\w{0,20}|validate\w{0,20}|is_?safe\w{0,20}|is_?local\w{0,20}|url_has_allowed\w{0,20}|is_?allowed\w{0,20}|array_key_exists|is_int|hasownproperty|in_?range|is_file_allowed|verify\w{0,20})[ \t]?\(|\bif\b.{0,60}\bnot in\b|\bif\b[ (!]{0,4}[\w$.]{1,40} in [a-z_]|^.{0,80}=~ ?\/|\b(?:allow(?:ed|list)?|whitelist|valid|permitted|known|safe)_?\w{0,20}(?:\[|\.get\(|\.find\()|\babort\(4/;

/** For rules that say which origins of a value count: follows the argument back and takes the level that its origin deserves. */
export const flow =
  (test: (pattern: string, text: string) => boolean): Refinement =>
  (candidate, view) => {
    const { rule } = candidate;
    if (rule.flow === undefined) return candidate;
    const call = callOf(view, candidate);
    const traces = extentsOf(rule, view, candidate).flatMap((extent) => {
      const trace = traceOf(view, extent);
      return trace === undefined ? [] : [{ trace, extent }];
    });
    let best: { readonly level: Candidate['level']; readonly origin: Origin; readonly trace: Trace } | undefined;
    for (const { trace, extent } of traces) {
      const judged = judge(rule, trace);
      if (judged === undefined || (best !== undefined && RANK[best.level] <= RANK[judged.level])) continue;
      const way = wayOf(view, call.whole, trace);
      if (rule.unless !== undefined && test(rule.unless, way)) continue;
      if (isChecked(view, trace, candidate.start)) continue;
      if (
        rule.holds !== undefined &&
        !test(rule.holds, [view.text.slice(extent.start, extent.end), ...trace.steps.map(({ start, end }) => view.text.slice(start, end))].join('\n'))
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
  const all = argumentsOf(view, candidate);
  if (rule.at === 'any') return all;
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

/** The call and the assignments on the way to it. */
function wayOf(view: TextView, whole: Extent, { steps }: Trace): string {
  return [whole, ...steps].map(({ start, end }) => view.text.slice(start, end)).join('\n');
}

/** Does a line between the first value and the sink test one of the variables? */
function isChecked(view: TextView, { names, steps }: Trace, at: number): boolean {
  if (names.length === 0) return false;
  const last = view.lines.lineAt(at);
  const first = Math.max(1, last - GUARD_LINES, steps.length === 0 ? 1 : view.lines.lineAt(steps.at(-1)?.start ?? 0));
  const words = names.map((name) => new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`));
  for (let line = first; line <= last; line++) {
    const text = view.text.slice(view.lines.startOf(line), Math.min(view.lines.startOf(line) + 400, view.lines.startOf(line + 1)));
    if (words.some((word) => word.test(text)) && CHECKED.test(text.toLowerCase())) return true;
  }
  return false;
}
