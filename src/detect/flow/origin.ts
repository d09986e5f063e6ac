import type { Extent } from '../call.js';
import { callEnd, statementEnd } from '../call.js';
import type { TextView } from '../text-view.js';
import { isDefault } from './default-value.js';
import { expressionAt, isJoined, withoutCasts } from './expression.js';
import { type FlowLanguage, flowLanguage } from './flow-language.js';
import { type Assignment, type Header, Outline } from './outline.js';
import { parametersOf } from './parameters.js';

/** Where a value comes from, the gravest first. `joined`: put together from a text and something of unknown origin. */
export type Origin = 'request' | 'input' | 'joined' | 'parameter' | 'unknown' | 'constant';

export interface Trace {
  readonly origin: Origin;
  /** The value is put together, here or where it was assigned. */
  readonly joined: boolean;
  /** Assignments on the way. */
  readonly steps: readonly Extent[];
  /** Variables on the way. */
  readonly names: readonly string[];
}

const RANK: Readonly<Record<Origin, number>> = { request: 0, input: 1, joined: 2, parameter: 3, unknown: 4, constant: 5 };
const CONSTANT: Trace = { origin: 'constant', joined: false, steps: [], names: [] };
const UNKNOWN: Trace = { ...CONSTANT, origin: 'unknown' };
const MOST_NAMES = 8;
const MOST_HOPS = 3;
/** Lookups for one sink: what is more tangled than this stays unknown. */
const BUDGET = 24;
/** As much of an expression is looked at, in bytes: what is longer is a document. */
const LONGEST = 800;
/** Calls around a value that are looked at. */
const MOST_CALLS = 12;

const outlines = new WeakMap<TextView, Outline>();
const traces = new WeakMap<TextView, Map<number, Trace>>();

function outlineOf(view: TextView, language: FlowLanguage): Outline {
  let outline = outlines.get(view);
  if (outline === undefined) {
    outline = new Outline(view, language);
    outlines.set(view, outline);
  }
  return outline;
}

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

/** Words that are no variables: literals, operators, types. One is spelt so that it does not look like waiting, which this room must not do. */
const NO_NAME =
  /^(?:[0-9].*|None|True|False|null|undefined|true|false|nil|NULL|nullptr|void|new|aw[a]it|not|and|or|is|if|else|typeof|instanceof|as|return|async|function|lambda|const|var|let|mut|try|throw|raise|print|this|self|super|static|final|int|String|isset|empty|unsafe)$/;
/** Words that say how a name is handed over, where a name follows them. */
const BEFORE_A_NAME = /^(?:ref|out)$/;
const OWN_FIELD = /\b(?:self|this)(?:\.|->)(?![A-Z][A-Z0-9_]*\b)[A-Za-z_$]/;
/** Standard modules and types whose calls bring no foreign value by themselves. */
const MODULE =
  /^(?:os|path|fs|Path|Paths|File|Files|filepath|fmt|util|utils|JSON|Object|Math|String|strings|strconv|json|re|sys|URL|URI|Uri|Buffer|Array|Date|time|logging|console|Encoding|Convert|Environment|System|StandardCharsets|CultureInfo|Locale|TimeUnit|DB|Rails|__DIR__|__dirname|__filename|__file__|settings|config|app|process|Optional|List|Arrays|DIRECTORY_SEPARATOR|PHP_EOL)$/;

class Tracer {
  readonly #view: TextView;
  readonly #language: FlowLanguage;
  readonly #outline: Outline;
  readonly #functions: readonly Header[];
  #budget = BUDGET;

  constructor(view: TextView, language: FlowLanguage, at: number) {
    this.#view = view;
    this.#language = language;
    this.#outline = outlineOf(view, language);
    this.#functions = this.#outline.functionsAround(at);
  }

  trace(extent: Extent, hops: number): Trace {
    const expression = expressionAt(this.#view, { start: extent.start, end: Math.min(extent.end, extent.start + LONGEST) });
    const code = withoutCasts(expression.code);
    const names = namesIn(code);
    if (names.length === 0) return this.#ownField(code, expression.raw);
    if (CHOICE_OF_LITERALS.test(code)) return CONSTANT;
    // What a function in the value does with a request is not what the value is.
    if (FUNCTION.test(code)) return UNKNOWN;
    const raw = withoutCasts(expression.raw);
    const joined = (isJoined(expression) || isJoined({ ...expression, code })) && !isOnlyContinued(code, names);
    const parts = names.map((one) => this.#name(one, extent.start, hops));
    if (this.#sentByClient(code, raw)) parts.push({ ...CONSTANT, origin: 'request' });
    else if (this.#language.input.test(raw)) parts.push({ ...CONSTANT, origin: this.#isParserOfRequests(raw) ? 'request' : 'input' });
    const gravest = parts.reduce((a, b) => (RANK[b.origin] < RANK[a.origin] ? b : a), CONSTANT);
    if (gravest.origin === 'constant') return CONSTANT;
    const origin = joined && gravest.origin === 'unknown' ? 'joined' : gravest.origin;
    return { origin, joined: joined || gravest.joined, steps: gravest.steps, names: gravest.names };
  }

  /** Flask-RESTful parses what a client sent by the words that argparse has for a command line. */
  #isParserOfRequests(raw: string): boolean {
    return raw.includes('parse_args(') && /\breqparse\b|\bclass \w{1,60}\((?:\w{1,40}\.)?(?:Method)?(?:Resource|MethodView)\)/.test(this.#view.text);
  }

  /** A field of the object itself holds anything, and its methods may ask for what a client sent. */
  #ownField(code: string, raw: string): Trace {
    if (!OWN_FIELD.test(code)) return CONSTANT;
    return this.#sentByClient(code, raw) ? { ...CONSTANT, origin: 'request', joined: isJoined({ raw, code, interpolated: false }) } : UNKNOWN;
  }

  /** Does the code take a value from the request, other than to look something up by it? */
  #sentByClient(code: string, raw: string): boolean {
    const { request } = this.#language;
    const found = request.exec(code);
    if (found === null) return request.test(raw);
    // The path of a request in Python's own server; that of a file anywhere else.
    if (found[0] === 'self.path' && !this.#view.text.includes('HTTPRequestHandler')) return false;
    // A parameter that only has the name of the framework's own.
    const root = /^\$?\w+/.exec(found[0])?.[0] ?? '';
    if (root === 'params' && this.#functions.some((header) => parametersOf(this.#view, header, this.#language).has(root))) return false;
    return !isInCall(code, found.index);
  }

  #name({ name, called, member, index, code }: Name, offset: number, hops: number): Trace {
    if (called) return PASSES.test(name.toLowerCase()) ? CONSTANT : UNKNOWN;
    if (isInCall(code, index)) return isInTable(code, index) ? CONSTANT : UNKNOWN;
    if (member && NAMED_CONSTANT.test(code.slice(index))) return CONSTANT;
    const held = this.#variable(name, offset, hops);
    return held === UNKNOWN && member && MODULE.test(name) ? CONSTANT : held;
  }

  /** What a plain name holds at `offset`. */
  #variable(name: string, offset: number, hops: number): Trace {
    if (hops === 0 || this.#budget-- <= 0) return UNKNOWN;
    const outermost = this.#functions.at(-1);
    const local = this.#lastAssignment(name, outermost?.start ?? 0, offset);
    const parameter = this.#parameter(name, local);
    if (parameter !== undefined) return parameter;
    if (local !== undefined) return this.#assigned(local, hops);
    const everywhere = this.#outline.assignments(name);
    if (everywhere.length === 0) return /^[A-Z][A-Z0-9_]{2,}$/.test(name) ? CONSTANT : UNKNOWN;
    if (everywhere.length > 4) return UNKNOWN;
    const all = everywhere.map((one) => this.#assigned(one, 1));
    return all.every(({ origin }) => origin === 'constant') ? CONSTANT : UNKNOWN;
  }

  /** The last assignment before `offset`, but for one that only stands in for a missing value. */
  #lastAssignment(name: string, from: number, offset: number): Assignment | undefined {
    const last = this.#outline.lastAssignment(name, from, offset);
    if (last === undefined || last.adds || !isDefault(this.#view, last)) return last;
    return this.#outline.lastAssignment(name, from, last.start) ?? last;
  }

  #parameter(name: string, local: Assignment | undefined): Trace | undefined {
    for (const header of this.#functions) {
      if (local !== undefined && local.start > header.start) return undefined;
      const found = parametersOf(this.#view, header, this.#language).get(name);
      if (found !== undefined) return found === 'constant' ? CONSTANT : { origin: found, joined: false, steps: [], names: [name] };
    }
    return undefined;
  }

  #assigned(assignment: Assignment, hops: number): Trace {
    const { name, start, value, adds, fills, inCall, isNumber } = assignment;
    if (isNumber) return CONSTANT;
    const end = assignment.end ?? (inCall ? callEnd(this.#view, value) : statementEnd(this.#view, value));
    const step = { start, end };
    const own = this.trace({ start: value, end }, hops - 1);
    let best = own;
    if (fills && own.origin !== 'constant') best = { ...own, origin: own.origin === 'unknown' ? 'joined' : own.origin, joined: true };
    if (adds) {
      const before = this.#outline.lastAssignment(name, this.#functions.at(-1)?.start ?? 0, start);
      const earlier = before === undefined || this.#budget-- <= 0 ? UNKNOWN : this.#assigned(before, hops);
      if (own.origin === 'constant') best = earlier;
      else best = { ...own, origin: own.origin === 'unknown' ? 'joined' : own.origin, joined: true };
    }
    if (best.origin === 'constant') return CONSTANT;
    return { origin: best.origin, joined: best.joined, steps: [step, ...best.steps, ...(adds ? this.#addedTo(name, start) : [])], names: [name, ...best.names] };
  }

  /** What was added to before: the text that a value was put into. */
  #addedTo(name: string, offset: number): Extent[] {
    const found: Extent[] = [];
    for (let at = offset; found.length < MOST_NAMES; ) {
      const before = this.#outline.lastAssignment(name, this.#functions.at(-1)?.start ?? 0, at);
      if (before === undefined) break;
      found.push({ start: before.start, end: statementEnd(this.#view, before.value) });
      if (!before.adds) break;
      at = before.start;
    }
    return found;
  }
}

/** A constant of a type: `Table.NAME`. */
const NAMED_CONSTANT = /^[A-Z]\w*(?:\.[A-Z]\w*){0,3}\.[A-Z][A-Z0-9_]{2,}(?![\w(.[])/;
/** Whatever decides, one of two literals comes out of it. */
const CHOICE_OF_LITERALS =
  /^[^?]{1,300}\?[ \t\r\n]{0,40}(?:""|[\d.]{1,20}|null)[ \t\r\n]{0,40}:[ \t\r\n]{0,40}(?:""|[\d.]{1,20}|null)[ \t\r\n;]{0,40}$|^[ \t]{0,4}if[ \t]?\(.{1,200}\)[ \t\r\n]{0,40}""[ \t\r\n]{0,40}else[ \t\r\n]{0,40}""[ \t\r\n;]{0,40}$|^[ \t]{0,4}""[ ]if[ ].{1,200}[ ]else[ ]""[ \t\r\n)]{0,40}$/;
const FUNCTION = /=>|\bfunction\b|\blambda\b|\bfunc ?\(|\bdo[ \t]*\|/;
/** Calls that give back what they were given, whole or in pieces, read or decoded. Any other call makes something of its own of it. */
const PASSES =
  /^(?:strip|r?trim|ltrim|[lr]strip|lower|upper|to_?lower(?:case)?|to_?upper(?:case)?|tolowerinvariant|str|string|tostring|to_s|decode\w*|encode|b64decode|base64_decode|urlsafe_b64decode|unquote\w*|frombase64string|getdecoder|decode64|strict_decode64|atob|from|fromhex|parse|parse_qs|loads|json|text|body|read|newdecoder|decode|bind\w*|shouldbind\w*|bodyparser|unmarshal|readall|readfully|getbytes|getstring|format|\w{0,4}printf|str(?!n?cmp|n?case|len|str|r?chr|c?spn|pbrk)\w{0,6}|memcpy|recv|\w{0,3}scanf|f?gets|getline|getenv|\w{1,12}_path|realpath|join|concat|combine|replace\w*|substr\w*|substring|slice|split|append|add|of|byte|bytes|bytesio|stringio|bytearrayinputstream|memorystream|tobytearray|stringreader|inputsource|file_get_contents|stripslashes|urldecode|rawurldecode|html_entity_decode|optional|ofnullable|orelse|array|list|quote|nodes?|print|value|array_values|json_decode|getfirst|resolve|new|if|while|return|and|or|not|in|elif|unless|switch|case|echo|when|is_null|isset|empty|defined|uri|url|path|file|urljoin|newreader|newbuffer|newbufferstring|limitreader|decodestring|parserequesturi|streamsource|inputstreamreader|bufferedreader|bytearray|tochararray|byteinputstream|reader|touri|tourl|topath|ifblank|ifempty|orempty|lowercase|uppercase|trim\w{2,7}|remove(?:prefix|suffix)|clone|copy|c_str|data|as_str|to_string|to_owned|unwrap_or_default|unwrap|expect|unwrap_or|some|ok|arg|fromstdstring|(?:newfrom|from)utf8|fromlatin1|toutf8|tostdstring|frombase64|qurl|urlrequest|as_ref|as_bytes|into|push_str)$/;

/** Is the place at `index` inside the brackets of a call that does not just pass its arguments on, or of a look-up? */
function isInCall(code: string, index: number): boolean {
  let depth = 0;
  let calls = 0;
  for (let at = index - 1; at >= 0 && calls < MOST_CALLS; at--) {
    const char = code[at];
    if (char === ')' || char === ']') depth++;
    else if (char === '[' && depth-- === 0) {
      depth = 0;
      // A table looked up by the value, unless the table is the request itself.
      if (/[\w$)\]]$/.test(code.slice(Math.max(0, at - 1), at))) return true;
    } else if (char === '(' && depth-- === 0) {
      depth = 0;
      calls++;
      const callee = /([\w$]+)[!?]?[ \t]*(?:<[\w., ]{1,40}>)?$/.exec(code.slice(Math.max(0, at - 120), at))?.[1];
      if (callee !== undefined && !PASSES.test(callee.toLowerCase())) return true;
    }
  }
  return false;
}

/** Is the place at `index` what a constant table is looked up by? What comes out of it, or its default, was written by the programmer. */
function isInTable(code: string, index: number): boolean {
  return /(?<![\w$.])(?:self\.|this\.|cls\.)?_?[A-Z][A-Z0-9_]{2,}(?:\[|\.(?:get|fetch|dig|getOrDefault)\()[^()[\]]{0,60}$/.test(code.slice(Math.max(0, index - 120), index));
}

/** One value at the beginning with constants behind it: a folder whose caller chose it, and a file in it. */
function isOnlyContinued(code: string, names: readonly Name[]): boolean {
  return names.length === 1 && new RegExp(`^[ \\t\\r\\n(]*${(names[0]?.name ?? '').replaceAll('$', '\\$')}(?![\\w$])`).test(code);
}

interface Name {
  readonly name: string;
  /** It is a function that is called. */
  readonly called: boolean;
  /** A field or method of it is meant. */
  readonly member: boolean;
  /** Where in the code it stands. */
  readonly index: number;
  readonly code: string;
}

/** The variables of an expression, each by its first word: fields and methods belong to it. */
function namesIn(code: string): Name[] {
  const found = new Map<string, Name>();
  for (const match of code.matchAll(/(?<![\w$:]|[\w$)\]"]\??\.|->|[\w)\]]\.\.\.?)([A-Za-z_$\x80-\xff][\w$\x80-\xff]*)([ \t]*\()?([ \t]*[=:](?![=:]|\s*$))?/g)) {
    const [whole, name = '', call, named] = match;
    if (NO_NAME.test(name) || named !== undefined || (BEFORE_A_NAME.test(name) && /^[ \t]+[A-Za-z_$]/.test(code.slice(match.index + whole.length)))) continue;
    found.set(name, {
      name,
      called: call !== undefined,
      member: /^(?:\??\.|->|::)/.test(code.slice(match.index + whole.length, match.index + whole.length + 2)),
      index: match.index,
      code,
    });
    if (found.size === MOST_NAMES) break;
  }
  return [...found.values()];
}
