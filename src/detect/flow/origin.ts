import type { Language } from '../../model/language.js';
import { callEnd, type Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import type { Assignment } from './assignments.js';
import { type Bound, type Follower, givenBack, type Lazy } from './called.js';
import { choicesIn, valueEnd } from './choices.js';
import { takenFrom } from './collection.js';
import { decidedIn } from './decided.js';
import { isDefault } from './default-value.js';
import { escapeOf } from './escapes.js';
import { isJoined } from './expression.js';
import { fieldTrace, OWN_FIELD, ownFieldsIn } from './fields.js';
import { filledBy, unlessHanded } from './filled.js';
import { type FlowLanguage, flowLanguage } from './flow-language.js';
import { handedAs } from './handed.js';
import { everythingIn } from './held-by.js';
import { isIdentity, MODULE, NAMED_CONSTANT } from './known-names.js';
import { calleeAround, isInCall, isInTable, MOST_NAMES, type Name, PASSES } from './names.js';
import { fieldOf } from './objects.js';
import type { Header, Outline } from './outline.js';
import { outlineOf } from './outline-of.js';
import { isOwnAddress } from './own-address.js';
import { isInOwnTable, isMemberKey } from './own-table.js';
import { parametersOf } from './parameters.js';
import { partsOf } from './parts.js';
import { looked, type Read, readAt, readOf } from './read.js';
import { argumentsIn, CLEANS, isOwnCall } from './returned.js';
import { selectedAt } from './selected.js';
import { CONSTANT, gravestOf, type Trace, UNKNOWN } from './trace.js';

export type { Origin, Trace } from './trace.js';

const MOST_HOPS = 6;
const traces = new WeakMap<TextView, Map<number, Trace>>();
/** Lookups for one sink: what is more tangled than this stays unknown. */
const BUDGET = 24;
/** As much of an expression is looked at, in bytes: what is longer is a document. */
const LONGEST = 800;
/** Follows the values in `extent` back through the assignments before it, to what made them. Undefined for languages that are not followed. */
export function traceOf(view: TextView, extent: Extent): Trace | undefined {
  const language = flowLanguage(view.language);
  if (language === undefined) return undefined;
  const known = traces.get(view) ?? new Map<number, Trace>();
  traces.set(view, known);
  // Several rules ask about one argument; where two extents begin alike they differ in their end only by what was cut.
  let trace = known.get(extent.start);
  if (trace === undefined) {
    trace = new Tracer(view, language, extent.start).trace(extent, MOST_HOPS);
    known.set(extent.start, trace);
  }
  return trace;
}

class Tracer implements Follower {
  readonly view: TextView;
  readonly language: FlowLanguage;
  readonly outline: Outline;
  readonly bound: Bound | undefined;
  readonly #functions: readonly Header[];
  readonly #decided: ReturnType<typeof decidedIn>;
  /** Shared by all that follow one value. */
  readonly #left: { looks: number };

  constructor(view: TextView, language: FlowLanguage, at: number, left = { looks: BUDGET }, bound?: Bound) {
    this.#left = left;
    this.view = view;
    this.language = language;
    this.bound = bound;
    this.outline = outlineOf(view, language);
    this.#functions = this.outline.functionsAround(at);
    this.#decided = decidedIn(view, this.outline, this.#functions.at(-1));
  }

  spend(): boolean {
    return this.#left.looks-- > 0 && looked(this.view);
  }

  isIn(start: number): boolean {
    return this.#functions.some((header) => header.start === start);
  }

  inside(at: number, bound: Bound): Follower {
    return new Tracer(this.view, this.language, at, this.#left, bound);
  }

  get from(): number | undefined {
    return this.#functions.at(-1)?.start;
  }

  /** @param at where names are looked up that stand in it: what gives a name its next value still holds the last one. */
  trace(extent: Extent, hops: number, at = extent.start): Trace {
    const whole = { start: extent.start, end: Math.min(extent.end, extent.start + LONGEST) };
    return gravestOf(choicesIn(this.#decided, whole).map((one) => (hops < 2 ? undefined : selectedAt(this, one, hops, at)) ?? this.#expression(readAt(this.view, one), at, hops)));
  }

  given(name: string, offset: number): Extent | undefined {
    const last = this.#lastMade(name, this.from ?? 0, offset, (one) => !one.isElement && !one.isPut);
    return last === undefined || last.adds || last.fills || last.part !== undefined ? undefined : { start: last.value, end: this.#endOf(last) };
  }

  #endOf({ value, end, inCall }: Assignment): number {
    return end ?? (inCall ? callEnd(this.view, value) : valueEnd(this.view, value));
  }

  #expression({ written, code, raw, names, joined, itself }: Read, offset: number, hops: number): Trace {
    if (names.length === 0) return this.#ownField(code, written, offset, hops);
    if (itself !== undefined) return itself === 'constant' ? CONSTANT : UNKNOWN;
    const parts = names.map((one) => gravestOf([this.#name(one, offset, hops), ...this.#contents(one, raw, offset, hops)]));
    if (this.#sentByClient(code, raw)) parts.push({ ...CONSTANT, origin: 'request' });
    else if (this.language.input.test(raw)) parts.push({ ...CONSTANT, origin: this.#isParserOfRequests(raw) ? 'request' : 'input' });
    parts.push(...ownFieldsIn(this, code, offset, hops).filter(({ origin }) => origin !== 'unknown'));
    const gravest = gravestOf(parts);
    const texts = parts.flatMap((part) => part.texts ?? []).slice(0, MOST_NAMES);
    if (gravest.origin === 'constant') return texts.length === 0 ? CONSTANT : { ...CONSTANT, texts };
    const origin = joined && gravest.origin === 'unknown' ? 'joined' : gravest.origin;
    return { origin, joined: joined || gravest.joined, steps: gravest.steps, texts, names: gravest.names, ...(gravest.escaped === undefined ? {} : { escaped: gravest.escaped }) };
  }

  /** Flask-RESTful parses what a client sent by the words that argparse has for a command line. */
  #isParserOfRequests(raw: string): boolean {
    return raw.includes('parse_args(') && /\breqparse\b|\bclass \w{1,60}\((?:\w{1,40}\.)?(?:Method)?(?:Resource|MethodView)\)/.test(this.view.text);
  }

  /** A field of the object itself holds anything where its class does not say what, and its methods may ask for what a client sent. */
  #ownField(code: string, raw: string, offset: number, hops: number): Trace {
    if (!OWN_FIELD.test(code)) return CONSTANT;
    const joined = isJoined({ raw, code, interpolated: false });
    if (this.#sentByClient(code, raw)) return { ...CONSTANT, origin: 'request', joined };
    const held = gravestOf(ownFieldsIn(this, code, offset, hops));
    return held.origin === 'unknown' || held.origin === 'constant' ? held : { ...held, joined: held.joined || joined };
  }

  /** Does the code take a value from the request, other than to look something up by it? */
  #sentByClient(code: string, raw: string): boolean {
    const { request } = this.language;
    const found = request.exec(code);
    if (found === null) return request.test(raw);
    // The path of a request in Python's own server; that of a file anywhere else.
    if (found[0] === 'self.path' && !this.view.text.includes('HTTPRequestHandler')) return false;
    // A parameter that only has the name of the framework's own.
    const root = /^\$?\w+/.exec(found[0])?.[0] ?? '';
    if (root === 'params' && this.#functions.some((header) => parametersOf(this.view, header, this.language).has(root))) return false;
    return !isInCall(code, found.index);
  }

  #name(one: Name, offset: number, hops: number): Trace {
    const { name, called, member, index, code } = one;
    // What a block of Kotlin is handed stands before the block, and is a name of this expression too.
    if (name === 'it' && this.view.language === 'kotlin' && code.lastIndexOf('{', index) >= 0) return CONSTANT;
    if (name === '$this') return gravestOf([...ownFieldsIn(this, code, offset, hops), ...(OWN_FIELD.test(code) ? [] : [UNKNOWN])]);
    if (called) return PASSES.test(name.toLowerCase()) ? CONSTANT : (this.#returned(name, code, code.indexOf('(', index), offset, hops) ?? UNKNOWN);
    const first = calleeAround(code, index);
    const escaped = first === undefined ? undefined : escapeOf(first.name);
    // What was made harmless for one use may be handed on to another.
    const callee = first === undefined || escaped === undefined ? first : calleeAround(code, first.open);
    if (callee !== undefined)
      return isInTable(code, index) || isInOwnTable(this, one, callee.open, offset) ? CONSTANT : (this.#returned(callee.name, code, callee.open, offset, hops) ?? UNKNOWN);
    if (member && (NAMED_CONSTANT.test(code.slice(index)) || isMemberKey(code, index))) return CONSTANT;
    if (isOwnAddress(this, one, offset)) return CONSTANT;
    const held = this.#variable(name, offset, hops);
    if (member && held.origin === 'parameter' && isIdentity(this.view.language, code.slice(index))) return { ...held, escaped: 'path' };
    if (escaped !== undefined && held.origin !== 'constant') return { ...held, escaped };
    return held === UNKNOWN && member && MODULE.test(name) ? CONSTANT : held;
  }

  /** What was put into the collection that a name holds. */
  #contents({ name, called }: Name, raw: string, offset: number, hops: number): Trace[] {
    const from = this.#functions.at(-1)?.start;
    if (called || from === undefined || hops < 2) return [];
    const changes = this.outline.changes(name, from, offset);
    if (changes.length === 0 || !this.spend()) return [];
    return takenFrom(changes, name, raw)
      .slice(-MOST_NAMES)
      .map((value) => {
        const trace = this.trace(value, hops - 1);
        return { ...trace, joined: false, steps: [value, ...trace.steps] };
      })
      .filter(({ origin }) => origin === 'request' || origin === 'input');
  }

  /** What a function of the same file gives back, of what it is given here. */
  #returned(name: string, code: string, open: number, offset: number, hops: number): Trace | undefined {
    if (hops < 2 || name === '' || CLEANS.test(name) || !isOwnCall(code, open, name)) return undefined;
    const header = this.outline.functionNamed(name);
    if (header === undefined) return undefined;
    const handed = argumentsIn(code, open).map((whole): Lazy => {
      const [begun = '', to] = /^\s*([A-Za-z_]\w{0,60})[ ]?[=:](?![=:>])/.exec(whole) ?? [];
      const argument = whole.slice(begun.length);
      return Object.assign(() => this.#expression(readOf({ raw: argument, code: argument, interpolated: false }, this.view.language), offset, hops - 1), { to });
    });
    return givenBack(this, header, handed, hops, this.bound?.self);
  }

  /** What a plain name holds at `offset`. */
  #variable(name: string, offset: number, hops: number): Trace {
    if (hops === 0 || !this.spend()) return UNKNOWN;
    const outermost = this.#functions.at(-1);
    const local = this.#lastAssignment(name, outermost?.start ?? 0, offset);
    if (this.bound !== undefined && (local === undefined || local.start < this.bound.from)) {
      const handed = this.bound.names.get(name)?.();
      if (handed !== undefined) return handed.origin === 'constant' ? handed : { ...handed, names: [name, ...handed.names] };
      const field = local !== undefined || this.bound.self === undefined ? undefined : fieldOf(this, this.bound.self, name, hops);
      if (field !== undefined) return field;
    }
    const filled = filledBy(this, name, local?.start ?? outermost?.start ?? offset, offset, hops);
    if (filled !== undefined) return { ...filled, names: [name, ...filled.names] };
    const parameter = handedAs(this, this.#functions, name, local, hops);
    if (parameter !== undefined) return parameter;
    const kept = local === undefined ? undefined : everythingIn(this, name, offset, hops);
    if (kept !== undefined) return kept;
    const ways = local === undefined ? [] : [local, ...this.#alternatives(local, outermost?.start ?? 0)].map((one) => this.#assigned(one, hops));
    if (local !== undefined) return unlessHanded(this.view, gravestOf(ways), name, local.start, offset);
    const everywhere = this.outline.assignments(name);
    const field = IMPLICIT.has(this.view.language)
      ? fieldTrace(this, name, offset, hops, everywhere.length > MOST_BRANCHES ? [UNKNOWN] : everywhere.map((one) => this.#assigned(one, 1)))
      : undefined;
    if (field !== undefined) return field;
    if (everywhere.length === 0) return /^[A-Z][A-Z0-9_]{2,}$/.test(name) ? CONSTANT : UNKNOWN;
    const all = everywhere.length > 4 ? [UNKNOWN] : everywhere.map((one) => this.#assigned(one, hops > 2 ? 2 : 1)); // From another constant, perhaps.
    return all.every(({ origin }) => origin === 'constant') ? { ...CONSTANT, texts: all.flatMap(({ texts }) => texts ?? []).slice(0, MOST_NAMES) } : UNKNOWN;
  }

  /** The last assignment before `offset`, but for one that only stands in for a missing value. */
  #lastAssignment(name: string, from: number, offset: number): Assignment | undefined {
    const last = this.#lastMade(name, from, offset);
    if (last === undefined || last.adds || !isDefault(this.view, last)) return last;
    return this.#lastMade(name, from, last.start) ?? last;
  }

  /** The last assignment before `offset` that is not in a branch that never runs. */
  #lastMade(name: string, from: number, offset: number, counts: (one: Assignment) => boolean = () => true): Assignment | undefined {
    let last = this.outline.lastAssignment(name, from, offset);
    while (last !== undefined && (!counts(last) || (this.#decided.isDead(last) && this.spend()))) last = this.outline.lastAssignment(name, from, last.start);
    return last;
  }

  /** Assignments of the same name on the other ways to one: in the branches before it. */
  #alternatives(last: Assignment, from: number): Assignment[] {
    const found: Assignment[] = [];
    if (last.adds) return found;
    for (let next = last; found.length < MOST_BRANCHES; ) {
      const before = this.outline.lastAssignment(last.name, from, next.start);
      if (before === undefined || before.adds || !BRANCH.test(this.view.text.slice(Math.max(before.value, next.start - 600), next.start))) break;
      if (!this.#decided.isDead(before)) found.push(before);
      next = before;
    }
    return found;
  }

  #assigned(assignment: Assignment, hops: number): Trace {
    const { name, start, value, adds, fills, isNumber, isElement, part, otherwise } = assignment;
    if (isNumber || part === 'length' || part === 'size') return CONSTANT;
    const end = this.#endOf(assignment);
    const step = { start, end };
    const values = part === undefined ? [{ start: value, end }] : partsOf(this.view, { start: value, end }, part, otherwise);
    const own = gravestOf(values.map((one) => this.trace(one, hops - 1, start)));
    let best = own;
    if (fills && own.origin !== 'constant') best = { ...own, origin: own.origin === 'unknown' ? 'joined' : own.origin, joined: true };
    if (adds || isElement) {
      const before = this.outline.lastAssignment(name, this.#functions.at(-1)?.start ?? 0, start);
      const earlier = before === undefined ? (isElement ? CONSTANT : UNKNOWN) : this.spend() ? this.#assigned(before, hops) : UNKNOWN;
      if (isElement) best = gravestOf([own, earlier]);
      else if (own.origin === 'constant') best = earlier;
      else {
        // What is added last is not all that is in it.
        const gravest = earlier.origin === 'request' || earlier.origin === 'input' ? gravestOf([own, earlier]) : own;
        best = { ...gravest, origin: gravest.origin === 'unknown' ? 'joined' : gravest.origin, joined: true };
      }
    }
    if (best.origin === 'constant') return { ...CONSTANT, texts: [step, ...(best.texts ?? [])] };
    return {
      origin: best.origin,
      texts: best.texts ?? [],
      joined: best.joined,
      ...(best.escaped === undefined ? {} : { escaped: best.escaped }),
      steps: [step, ...best.steps, ...(adds ? this.#addedTo(name, start) : [])],
      names: [name, ...best.names],
    };
  }

  /** What was added to before: the text that a value was put into. */
  #addedTo(name: string, offset: number): Extent[] {
    const found: Extent[] = [];
    for (let at = offset; found.length < MOST_NAMES; ) {
      const before = this.outline.lastAssignment(name, this.#functions.at(-1)?.start ?? 0, at);
      if (before === undefined) break;
      found.push({ start: before.start, end: valueEnd(this.view, before.value) });
      if (!before.adds) break;
      at = before.start;
    }
    return found;
  }
}

/** Words between two assignments that say that only one of them is made. */
const BRANCH = /(?<![\w$.])(?:else|case|default|elif|elsif|when|catch|except)\b/;
/** Languages in which an object's own fields are called by their names alone. */
const IMPLICIT: ReadonlySet<Language> = new Set<Language>(['java', 'kotlin', 'csharp', 'cpp', 'swift']);
/** Branches that are looked at. */
const MOST_BRANCHES = 4;
