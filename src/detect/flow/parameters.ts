import type { Language } from '../../model/language.js';
import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import type { FlowLanguage } from './flow-language.js';
import type { Header } from './outline.js';

/** Lines above a header where decorators, annotations and attributes stand. */
const ABOVE = 4;
/** Parameters that frameworks hand in, and receivers: what they hold is asked for by name. */
const FRAMEWORK =
  /^(?:self|cls|this|req|request|res|resp|response|reply|ctx|db|session|conn|connection|cursor|client|app|principal|authentication|env|logger|log|current_user|background_tasks|redirectAttributes|bindingResult|cancellationToken|ct|_)$/;
/** What Spring hands to a view; in C# what a client filled in. */
const MODEL = 'model';
/** The same where types say nothing, or one letter is the custom. */
const FRAMEWORK_SHORT: Readonly<Partial<Record<Language, RegExp>>> = {
  javascript: /^(?:next|e|err|error|done|cb|callback|c|context|event|evt|locals|fetch|parent|platform|setHeaders)$/,
  typescript: /^(?:next|e|err|error|done|cb|callback|c|context|event|evt|locals|fetch|parent|platform|setHeaders)$/,
  go: /^(?:w|r|c|t|rw)$/,
};
/** Types that hold no text to inject with. */
const NO_TEXT =
  /(?:^|[^\w])(?:int|Int|Int32|Int64|Integer|long|Long|float|Float|double|Double|bool|boolean|Boolean|number|Number|bigint|UUID|Guid|DateTime|date|datetime|Decimal|decimal|short|i32|i64|u8|u16|u32|u64|usize|f64|int64|int32|uint|uint32|uint64|size_t|time\.Time|CancellationToken)(?:[^\w]|$)/;

/** A parameter of PHP whose type is a class: a service, or the request itself. */
const PHP_OBJECT = /(?:^|[\\ \t\r\n(?])[A-Z]\w*[ \t]+[&.]{0,4}\$/;
/** One value of the request, which the framework turns into what the parameter's type says: an enumeration, a date, a number. */
const CONVERTED = /@(?:RequestParam|PathVariable|RequestHeader|CookieValue|QueryParam|PathParam|FormParam|HeaderParam|CookieParam|MatrixVariable|QueryValue)\b/;
/** Types that stay text, or hold some. */
const TEXT =
  /(?:^|[^\w])(?:String|CharSequence|Object|Any|List|Set|Map|MultiValueMap|Collection|Iterable|Array|Optional|MultipartFile|FilePart|Part|URI|URL|Path|File|PathSegment|char|byte|StringBuilder)(?:[^\w]|$)/;

/** The parameters of a function: which are a client's, and which anybody's. Numbers count as constant, and what a framework hands in is left out. */
export function parametersOf(view: TextView, header: Header, language: FlowLanguage): ReadonlyMap<string, 'request' | 'parameter' | 'constant'> {
  const found = new Map<string, 'request' | 'parameter' | 'constant'>();
  const routed = language.routed?.test(withLinesAbove(view, header)) === true;
  for (const part of splitParameters(header.parameters)) {
    const declared = declaredIn(part);
    for (const name of namesOf(declared, view.language)) {
      const named = language.routedParameter?.test(part) === true;
      if (!named && (FRAMEWORK.test(name) || (name === MODEL && view.language !== 'csharp') || FRAMEWORK_SHORT[view.language]?.test(name) === true)) continue;
      if (/\bDepends\(|\bBackgroundTasks\b/.test(part)) continue;
      if (NO_TEXT.test(withoutName(declared, name)) || (named && isConverted(declared, name))) {
        found.set(name, 'constant');
        continue;
      }
      if (view.language === 'php' && PHP_OBJECT.test(declared)) continue;
      found.set(name, routed || named ? 'request' : 'parameter');
    }
  }
  return found;
}

/** A parameter, and which argument of a call it takes; where it takes one apart, its key. */
interface Place {
  readonly name: string;
  readonly index: number;
  readonly key: string | undefined;
}

/** The parameters as a caller counts them. */
export function placesOf(view: TextView, { parameters }: Header): Place[] {
  const found = splitParameters(parameters).filter((part) => !/^[ \t\r\n]*(?:self|cls)(?:[ \t]*:[^,]*)?[ \t\r\n]*$/.test(part));
  return found.flatMap((part, index) =>
    namesOf(declaredIn(part), view.language).map((name): Place => {
      if (!TAKES_APART.test(part)) return { name, index, key: undefined };
      const key = new RegExp(`([\\w$]+)[ \\t]*:[ \\t\\r\\n]*${name.replaceAll('$', '\\$')}(?![\\w$])`).exec(part)?.[1];
      return { name, index, key: key ?? name };
    }),
  );
}

/** The names of the parameters, the first of each place. */
export function parameterNames(view: TextView, header: Header): string[] {
  const places = placesOf(view, header);
  return places.filter(({ index }, at) => places.findIndex((one) => one.index === index) === at).map(({ name }) => name);
}

/** What parameters hold that are handed nothing. */
export function defaultsOf(view: TextView, { start, end, parameters }: Header): ReadonlyMap<string, Extent> {
  const found = new Map<string, Extent>();
  if (!parameters.includes('=')) return found;
  let at = view.text.indexOf(parameters, start);
  if (at < 0 || at > end) return found;
  for (const part of splitParameters(parameters)) {
    const declared = TAKES_APART.test(part) ? undefined : DEFAULT.exec(part.replace(ANNOTATION, (whole) => whole.replaceAll('=', ' ')));
    const [name] = declared === null || declared === undefined ? [] : namesOf(declaredIn(part), view.language);
    if (name !== undefined && declared !== null && declared !== undefined) found.set(name, { start: at + declared.index + declared[0].length, end: at + part.length });
    at += part.length + 1;
  }
  return found;
}

const TAKES_APART = /^[ \t\r\n]*\{/;
const DEFAULT = /=(?![=>])[ \t\r\n]*/;
/** What says of a parameter how it is filled, in brackets: `@RequestParam(defaultValue = "a")`, `[FromQuery(Name = "a")]`. */
const ANNOTATION = /(?<=@\w{1,40}|\[\w{1,40})\((?:[^()]|\([^()]{0,80}\)){0,200}\)/g;

/** A parameter without its default. */
function declaredIn(part: string): string {
  const apart = /^[ \t\r\n]*\{(?:[^{}]|\{[^{}]{0,200}\}){0,400}\}/.exec(part)?.[0];
  if (apart !== undefined) return apart;
  return part.replace(ANNOTATION, ' ').replace(/[ \t\r\n]*=[^=>].*$/s, '');
}

function withoutName(declared: string, name: string): string {
  return declared.replace(new RegExp(`(?<![\\w$"])${name.replaceAll('$', '\\$')}(?![\\w$"])`), ' ');
}

function isConverted(declared: string, name: string): boolean {
  if (!CONVERTED.test(declared)) return false;
  const type = withoutName(declared, name).replace(/@\w+(?:\([^()]*\))?/g, ' ');
  return /[A-Z]\w/.test(type) && !TEXT.test(type);
}

function withLinesAbove(view: TextView, { start, end }: Header): string {
  const line = view.lines.lineAt(start);
  let first = line;
  // Decorators stand right above, without a blank line between.
  while (first > 1 && line - first < ABOVE && /^[ \t]*(?:@|\[|#\[|\/\/|\*)/.test(lineText(view, first - 1))) first--;
  return view.text.slice(Math.max(view.lines.startOf(first), start - 2000), end);
}

function lineText(view: TextView, line: number): string {
  return view.text.slice(view.lines.startOf(line), Math.min(view.lines.startOf(line + 1), view.lines.startOf(line) + 300));
}

/** Splits at commas outside brackets. */
function splitParameters(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char === undefined || (char === ',' && depth === 0)) {
      parts.push(text.slice(from, at));
      from = at + 1;
    } else if ('([{<'.includes(char)) depth++;
    else if (')]}>'.includes(char)) depth--;
  }
  return parts;
}

/** The names that one parameter declares, wherever its language puts the type. */
function namesOf(declared: string, language: Language): string[] {
  const destructured = /^[ \t\r\n]*\{([^{}]*)\}/.exec(declared);
  if (destructured !== null) return (destructured[1] ?? '').split(',').flatMap((one) => /([\w$]+)[ \t\r\n]*$/.exec(one.replace(/=.*$/s, ''))?.[1] ?? []);
  const first = ['python', 'javascript', 'typescript', 'vue', 'svelte', 'html', 'kotlin', 'rust', 'swift', 'ruby'].includes(language);
  if (language === 'go') return /^[ \t\r\n]*(\w+)/.exec(declared)?.[1]?.split(',') ?? [];
  const plain = declared.replace(/@\w+(?:\([^()]*\))?/g, ' ').replace(/\[[^\]]*\](?=[ \t]*\w)/g, ' ');
  if (!first) return /(?<![\w$])(\$?\w+)[ \t\r\n]{0,80}(?:\[\d*\])*[ \t\r\n]{0,80}$/.exec(plain)?.[1]?.split(',') ?? [];
  // The path of a type that is taken apart: `web::Query(q): web::Query<Form>`.
  const beforeType = plain.replace(/\w+::/g, '').split(':')[0] ?? '';
  const all = beforeType.match(/[A-Za-z_$][\w$]*/g) ?? [];
  const name = all.at(-1);
  return name === undefined ? [] : [name];
}
