import type { Finding } from '../../model/finding.js';
import type { Language } from '../../model/language.js';
import type { SourceText } from '../../model/source-text.js';
import type { Region } from '../code-mask.js';
import type { Detector } from '../detector.js';
import { scanText } from '../scan-text.js';
import { TextView } from '../text-view.js';
import { composeLookup } from './compose-value.js';
import { withGoImport } from './go-import.js';
import { joinedLookup } from './joined-literal.js';
import { importPlace, importsModule, pythonLookup } from './python-literal.js';
import { applied, type Naming, type Repair, type Variable } from './repair.js';
import { REWRITES } from './rewrites.js';
import { scriptLookup } from './script-literal.js';
import { shellLookup } from './shell-word.js';
import { kotlinLookup, rubyLookup, rustLookup } from './template-literal.js';

/** A text after its repair. Holds what was secret in `variables`, for the user's own `.env`, and nowhere else. */
export interface FixedText {
  readonly bytes: Buffer;
  readonly fixed: readonly Finding[];
  /** What a person must look at. */
  readonly left: readonly Finding[];
  readonly variables: readonly Variable[];
}

/** Findings of one text that are tried at most. */
const MOST = 500;

/**
 * Repairs what can be repaired with certainty: one finding at a time, each looked at again before it counts, so that nothing is changed that would still be found, or that brings another finding.
 *
 * @param wanted which findings to repair.
 */
export function fixText(source: SourceText, detector: Detector, naming: Naming, wanted: (finding: Finding) => boolean): FixedText {
  let text = source.bytes.toString('latin1');
  const modules = new Set<string>();
  const fixed: Finding[] = [];
  const variables: Variable[] = [];
  const given = new Set<string>();
  let found = look(source, text, detector);
  for (let round = 0; round < MOST; round++) {
    const next = found.find(({ finding }) => wanted(finding) && !given.has(keyOf(finding)));
    if (next === undefined) break;
    given.add(keyOf(next.finding));
    const view = viewOf(source, text);
    const repair = repairOf(view, next, naming);
    if (repair === undefined) continue;
    const changed = applied(text, repair.edits);
    const after = look(source, changed, detector);
    if (
      !better(
        found.filter(({ finding }) => wanted(finding)),
        after.filter(({ finding }) => wanted(finding)),
        next.finding,
      )
    )
      continue;
    text = changed;
    found = after;
    fixed.push(next.finding);
    if (repair.variable !== undefined) variables.push(repair.variable);
    if (repair.module !== undefined) modules.add(repair.module);
  }
  return { bytes: Buffer.from(withModules(text, modules, source.language), 'latin1'), fixed, left: found.map(({ finding }) => finding).filter(wanted), variables };
}

interface Found {
  readonly finding: Finding;
  /** As it stands in the text. */
  readonly secret: string;
}

function look(source: SourceText, text: string, detector: Detector): Found[] {
  const found: Found[] = [];
  scanText({ ...source, bytes: Buffer.from(text, 'latin1') }, detector, (finding, secret) => found.push({ finding, secret }));
  return found;
}

function viewOf(source: SourceText, text: string): TextView {
  return new TextView({ ...source, bytes: Buffer.from(text, 'latin1') });
}

/** One finding at one place: a text may hold the same twice. */
function keyOf({ fingerprint, start }: Finding): string {
  return `${fingerprint}:${start.line}:${start.column}`;
}

function same({ ruleId, start }: Finding): string {
  return `${ruleId}:${start.line}`;
}

/** The finding is gone, and no line has more findings than before. */
function better(before: readonly Found[], after: readonly Found[], finding: Finding): boolean {
  const count = (list: readonly Found[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const one of list) counts.set(same(one.finding), (counts.get(same(one.finding)) ?? 0) + 1);
    return counts;
  };
  const [old, now] = [count(before), count(after)];
  return (now.get(same(finding)) ?? 0) < (old.get(same(finding)) ?? 0) && [...now].every(([key, number]) => number <= (old.get(key) ?? 0));
}

function repairOf(view: TextView, { finding, secret }: Found, naming: Naming): Repair | undefined {
  const start = offsetOf(view, finding.start);
  const end = offsetOf(view, finding.end);
  const rewrites = REWRITES[finding.ruleId];
  if (rewrites !== undefined) {
    // What the rule found may be the beginning of the expression alone, which may go on over the lines below.
    for (const to of [end, view.lineEnd(end), expressionEnd(view, start)]) {
      const span = view.text.slice(start, to);
      const rewrite = rewrites.find(({ find }) => find.test(span));
      if (rewrite === undefined) continue;
      const { find, put, module } = rewrite;
      return { edits: [{ start, end: to, text: span.replace(find, put) }], ...(module === undefined ? {} : { module }) };
    }
    return undefined;
  }
  if (secret === '' || /[\r\n\\]/.test(secret) || finding.where !== 'file') return undefined;
  const at = view.text.startsWith(secret, start) ? start : view.text.slice(start, end).indexOf(secret) + start;
  if (at < start || !view.text.startsWith(secret, at)) return undefined;
  const region = view.mask.regionAt(at);
  const place = { start: at, end: at + secret.length };
  if (region?.zone === 'comment' || (region !== undefined && place.end > region.end)) return undefined;
  return LOOK_UPS[view.language]?.(view, region, place, finding.ruleId, naming);
}

type LookUp = (view: TextView, region: Region | undefined, secret: { readonly start: number; readonly end: number }, ruleId: string, naming: Naming) => Repair | undefined;

const inString =
  (lookUp: (view: TextView, region: Region, ...rest: Parameters<LookUp> extends [unknown, unknown, ...infer R] ? R : never) => Repair | undefined): LookUp =>
  (view, region, ...rest) =>
    region === undefined ? undefined : lookUp(view, region, ...rest);

/** How a language reads its environment; others have no repair of credentials. */
const LOOK_UPS: Readonly<Partial<Record<Language, LookUp>>> = {
  javascript: inString(scriptLookup),
  typescript: inString(scriptLookup),
  python: inString(pythonLookup),
  go: inString(joinedLookup),
  java: inString(joinedLookup),
  csharp: inString(joinedLookup),
  php: inString(joinedLookup),
  ruby: inString(rubyLookup),
  kotlin: inString(kotlinLookup),
  rust: inString(rustLookup),
  shell: shellLookup,
  yaml: composeLookup,
};

/** So far down an expression is followed. */
const LONGEST = 2000;

/** Where the calls end that begin at `start`: behind their last bracket, and those of the calls that follow upon it. */
function expressionEnd({ text, mask }: TextView, start: number): number {
  let depth = 0;
  let end = start;
  for (let at = start; at < Math.min(text.length, start + LONGEST); at++) {
    const region = mask.regionAt(at);
    if (region !== undefined) {
      at = region.end - 1;
      continue;
    }
    const char = text[at] ?? '';
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) {
      if (--depth < 0) break;
      if (depth === 0) {
        end = at + 1;
        if (!/^\s*\./.test(text.slice(end, end + 80))) break;
      }
    } else if (depth === 0 && char === ';') break;
  }
  return end;
}

/** The byte at a position. */
function offsetOf(view: TextView, { line, column }: Finding['start']): number {
  const start = view.lines.startOf(line);
  const text = view.bytes.toString('utf8', start, view.lines.startOf(line + 1));
  return start + Buffer.byteLength(text.slice(0, column - 1));
}

function withModules(text: string, modules: ReadonlySet<string>, language: Language): string {
  if (language === 'go') return [...modules].reduce(withGoImport, text);
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const missing = [...modules].filter((module) => !importsModule(text, module)).sort();
  if (missing.length === 0) return text;
  const place = importPlace(text);
  return `${text.slice(0, place)}${missing.map((module) => `import ${module}${lineEnd}`).join('')}${text.slice(place)}`;
}
