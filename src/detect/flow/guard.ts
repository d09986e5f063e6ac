import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import { remembering } from './remember.js';
import type { Trace } from './trace.js';

/** Lines on which a value was checked before it came to the sink. */
const GUARD_LINES = 40;
/** A test of the value against a list, a pattern or a kind of character. Run on lower-case text. One word is spelt so that it does not look like loading, which this room must not do. */
const CHECKED =
  /(?:\bif\b|\bunless\b|\bassert\b|\bguard\b|\b(?:req[u]ire|check)\b|\?|\bthrow\b|\breturn\b|&&|\|\|).{0,80}(?:in_array|includes|\.has|has_?own|contains(?:key)?|include\?|\.test|\.match\??|fullmatch|matches|preg_match|is_?match|matchstring|isdigit|isalnum|isalpha|isnumeric|ctype_\w{1,10}|is_numeric|isinteger|(?<![a-z_])(?!safe(?:string|text|html|buffer)\b)(?:is_?)?(?:valid|safe|allow)\w{0,20}|is_?local\w{0,20}|url_has_allowed\w{0,20}|array_key_exists|is_int|hasownproperty|in_?range|is_file_allowed|verify\w{0,20}|startswith|starts_with|rfind|str(?:str|chr|pbrk|spn|ncmp)|hasprefix|start_with\?|str_starts_with|strpos|is_relative_to|isabsolute|commonpath|iscontained)[ \t]?\(|(?:includes|has|contains|containskey|in_array|include\?|test)[ ]?\([^)]{0,60}\)[ ]?\?|\bif\b.{0,60}\bnot in\b|\bif\b.{0,60}!==?[ ]?["'][^"'\n]{1,40}["'][ ]?\)?[ ]?(?:&&|\band\b).{0,60}!==?[ ]?["']|\bif\b.{0,80}\.(?:hostname|netloc|host(?:_str)?)\b.{0,12}(?:\bin\b|[!=]==?)|\b(?:if|req[u]ire|check)\b[ (!]{0,4}[\w$.]{1,40} !?in [a-z_]|^.{0,80}=~ ?\/|\b(?:allow(?:ed|list)?|whitelist|valid|permitted|known|safe)_?\w{0,20}(?:\[|\.get\(|\.find\()|[\w)] !in [a-z_]|\bif (?:!\w{1,40}\[[^\]]{1,60}\]|_, ok :?= \w{1,40}\[[^\]]{1,60}\]; !ok) \{|\babort\(4|\btake(?:if|unless)[ ]?\{.{0,60}(?:\bin [a-z_(]|\b(?:contains|matches|startswith)[ ]?\()|\.filter\([a-z_][\w.]{0,40}::(?:contains|containskey|matches)\)|\.filter\(\w{1,20} -> .{0,40}\.(?:contains|containskey|matches)\(|\bif\b.{0,60}\bstr(?:case)?cmp[ ]?\([^()]{1,60}\)[ ]?(?:!=|\|\|)/;

/** Lines below a sink on which what it made is still tested before it is used. */
const AHEAD = 6;
/** The name that the statement of a sink gives its result: `Path file = Paths.get(…)`. */
const MADE = /([A-Za-z_$][\w$]*)[ \t]*:?=(?![=>])[^=\n]{0,160}$/;

/** Only the last part of a path is taken of it, wherever the path leads: `File(name).name`, `Paths.get(name).getFileName()`. */
export function isOnlyNamed(view: TextView, end: number): boolean {
  return /^\)?[?!]{0,2}\.(?:name|Name|nameWithoutExtension|extension|fileName|getName\(\)|getFileName\(\))(?![\w(])/.test(view.text.slice(end, end + 40));
}

/** Is what the sink makes (a path, an address) tested right below? A `new File` or `new URL` opens nothing by itself. */
export function isCheckedBelow(view: TextView, at: number): boolean {
  const last = view.lines.lineAt(at);
  const made = MADE.exec(view.text.slice(Math.max(view.lines.startOf(last), at - 240), at))?.[1];
  if (made === undefined) return false;
  const word = wordOf(made);
  for (let line = last + 1; line <= last + AHEAD; line++) {
    const text = view.text.slice(view.lines.startOf(line), Math.min(view.lines.startOf(line) + 400, view.lines.startOf(line + 1)));
    if (text === '') return false;
    if (word.test(text) && CHECKED.test(text.toLowerCase())) return true;
  }
  return false;
}

/** A part of the value that a test looks at in its place: `host = urlparse(url).hostname`. Group 1 is its name. */
const PART =
  /(?<![\w$])([A-Za-z_$][\w$]*)[ \t]*(?::=|=)(?![=>])[^\n]{0,60}\b(?:urlparse|urlsplit|parse_url|URL|URI|url\.parse|Uri|parse|realpath|resolve|abspath|basename|extname|splitext|pathinfo|rsplit|hostname)\b/;

/** A test whose outcome gets a name: `allowed = name in NAMES`. Group 1 is that. */
const VERDICT =
  /(?<![\w$])([A-Za-z_$][\w$]*)[ \t]*(?::=|=)(?![=>])[^\n]{0,80}(?:\.is_?(?:alpha|alnum|digit|numeric|alphanumeric)|\b(?:includes|contains|Contains|has|match|matches|MatchString|test|fullmatch|in_array|preg_match|strcmp|IsMatch|is_match)|\.(?:match|include)\?)[ \t]?\(|^[ \t]*([A-Za-z_]\w*)[ ]=[ ][^\n]{0,60}[ ](?:not )?in[ ][A-Za-z_[({]/;

/** Does a line branch on that outcome? */
function decides(line: string, verdict: string): boolean {
  return /\b(?:if|unless|assert|guard)\b/.test(line) && wordOf(verdict).test(line);
}

/** Does a line between the first value and the sink test one of the variables, or the accessor itself where that is what reaches the sink? */
export function isChecked(view: TextView, { names, steps, origin }: Trace, at: number, written = ''): boolean {
  const accessor = names.length === 0 && ACCESSOR.test(written.trim()) ? written.trim() : undefined;
  if (names.length === 0 && accessor === undefined) return false;
  const last = view.lines.lineAt(at);
  const begun = steps.at(-1);
  // A parameter may be tested before anything is made of it, and what a caller handed over below is tested here.
  const from = origin === 'parameter' || steps.length < names.length || (begun !== undefined && begun.start > at) ? undefined : begun;
  const first = Math.max(1, last - (accessor === undefined ? GUARD_LINES : AHEAD), from === undefined ? 1 : view.lines.lineAt(from.start));
  const words = names.map((name) => wordOf(name));
  const verdicts: string[] = [];
  for (let line = begunAt(view, first, last); line <= last; line++) {
    const text = lineOf(view, line);
    if (verdicts.length > 0 && verdicts.some((verdict) => decides(text, verdict))) return true;
    if (!words.some((word) => word.test(text)) && (accessor === undefined || !text.includes(accessor))) continue;
    const { isTest, verdict, part } = testOn(view, { start: line, end: line });
    if (isTest) return true;
    if (line === last) return false;
    if (verdict !== undefined) verdicts.push(verdict);
    if (part !== undefined && words.length < MOST_WORDS) words.push(wordOf(part));
  }
  return false;
}

/** What a line tests, whatever its names are. */
interface Test {
  readonly isTest: boolean;
  readonly verdict: string | undefined;
  readonly part: string | undefined;
}

/** The test on the first of some lines, worked out once for all sinks below. */
const testOn = remembering((view: TextView, { start: line }: Extent): Test => {
  const text = lineOf(view, line);
  return { isTest: CHECKED.test(text.toLowerCase()), verdict: VERDICT.exec(text)?.[1], part: PART.exec(text)?.[1] };
});

/** The first of the lines that is in the same function: another one ends where a line begins with a bracket, unless the sink itself stands outside of functions. */
function begunAt(view: TextView, first: number, last: number): number {
  if (/^[^ \t}]/.test(lineOf(view, last))) return first;
  for (let line = last - 1; line >= first; line--) if (lineOf(view, line).startsWith('}')) return line + 1;
  return first;
}

function lineOf(view: TextView, line: number): string {
  return view.text.slice(view.lines.startOf(line), Math.min(view.lines.startOf(line) + 400, view.lines.startOf(line + 1)));
}

/** What a client sent, asked for by one key: `params[:name]`, `$_GET['url']`. */
const ACCESSOR = /^[$A-Za-z_][\w$.>-]{0,40}(?:\[[^\][\n]{1,40}\]|\.get\([^()\n]{1,40}\)|\.(?:query|params|body|cookies|headers)\.\w{1,40})$/;
const MOST_WORDS = 12;

function wordOf(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`);
}
