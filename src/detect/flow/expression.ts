import type { Language } from '../../model/language.js';
import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';

/** An expression as the resolver looks at it: its code with literals emptied, and what its literals take in. */
export interface Expression {
  /** The source as written. */
  readonly raw: string;
  /** Code alone: comments gone, each literal `""`, each embedded value ` + (value)`. */
  readonly code: string;
  /** A literal takes in values. */
  readonly interpolated: boolean;
}

const SCRIPT = new Set<Language>(['javascript', 'typescript', 'vue', 'svelte', 'html']);
const BRACES = /\{([^{}]{1,200})\}/g;
const DOLLAR = /\$\{([^{}]{1,200})\}|\{?(\$[A-Za-z_]\w*(?:(?:->|\[["']?)[\w$]+(?:["']?\])?)*)/g;
const KOTLIN = /\$\{([^{}]{1,200})\}|\$([A-Za-z_]\w*)/g;
const HASH = /#\{([^{}]{1,200})\}/g;
const PARENS = /\\\(([^()]{1,200}(?:\([^()]{0,80}\)[^()]{0,80})?)\)/g;
const RUST = /\{([A-Za-z_]\w*)(?::[^{}]{0,10})?\}/g;

/** What a literal embeds, by language. */
function embedded(literal: string, language: Language): string[] {
  const all = (pattern: RegExp, text = literal): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '');
  switch (language) {
    case 'python':
      return /^[a-zA-Z]{0,2}[fF][a-zA-Z]{0,2}["']/.test(literal)
        ? all(BRACES, literal.replaceAll('{{', '').replaceAll('}}', '')).map((part) => part.replace(/[!:][^!:]{0,12}$/, ''))
        : [];
    case 'php':
      return literal.startsWith('"') || /^<<<[ \t]*[^' \t]/.test(literal) ? all(DOLLAR) : [];
    case 'ruby':
      return literal.startsWith("'") || /^(?:<<[~-]?'|%[wiq])/.test(literal) ? [] : all(HASH);
    case 'kotlin':
      return all(KOTLIN);
    case 'swift':
      return all(PARENS);
    case 'csharp':
      return /^[$@]{1,2}"/.test(literal) && literal.slice(0, 2).includes('$') ? all(BRACES) : [];
    case 'rust':
      return all(RUST);
    default:
      return [];
  }
}

/** Reads an expression from a stretch of text. */
export function expressionAt(view: TextView, { start, end }: Extent): Expression {
  const { text, language } = view;
  const { regions } = view.mask;
  let code = '';
  let interpolated = false;
  let at = start;
  for (let next = view.mask.firstEndingAfter(start); at < end; next++) {
    const region = regions[next];
    if (region === undefined || region.start >= end) {
      code += text.slice(at, end);
      break;
    }
    code += text.slice(at, Math.max(at, region.start));
    at = region.end;
    if (region.zone === 'comment') continue;
    const literal = text.slice(region.start, Math.min(region.end, region.start + 4000));
    if (SCRIPT.has(language) && (literal.endsWith('${') || literal.startsWith('}'))) {
      interpolated = true;
      code += literal.endsWith('${') ? '""+(' : '""';
      if (literal.startsWith('}')) code = code.replace(/""(?:\+\()?$/, (tail) => `)+${tail}`);
      continue;
    }
    const parts = embedded(literal, language);
    // In Rust only a macro reads the names in its format.
    if (parts.length > 0 && (language !== 'rust' || /\b(?:format|write|println|panic)!\([^()]{0,40}$/.test(code))) {
      interpolated = true;
      code += `""${parts.map((part) => ` + (${part})`).join('')}`;
    } else code += '""';
  }
  return { raw: text.slice(start, end), code, interpolated };
}

const JOINED_LITERAL = /""[ \t\r\n)]{0,40}(?:[+%&]|\.(?!\w)|\.\.|\|\|)[ \t\r\n(]{0,40}[\w$@(*&"[]|[\w$)\]][ \t\r\n]{0,40}(?:[+&]|\.(?=[ \t"])|\.\.|\|\|)[ \t\r\n]{0,40}""/;
const JOINED_NAMES = /[\w$)\]][ \t]{0,4}\+[ \t]{0,4}[A-Za-z_$(]/;
const FORMATTED =
  /(?:\.format|\bformat!?|\b[a-z_]{0,12}s[nw]?printf(?:_s)?|\bSprintf|\bg_strdup_printf|\bg_strconcat|\bString\.format|\bstring\.Format|\butil\.format|\.formatted|\bstrings\.Join|\bwx\w{1,10}::Format|\bStr(?:Cat|Format)|\bCString::Format|\bconcat|\.concat|\.join|\.append|\bAppendFormat|\bstr_replace|\bstrcat|\bstrcpy|\bNSString\(format:|\)\.arg)\(/;

const PATHS_JOINED = /\b(?:os\.path\.join|path\.(?:join|resolve)|Path\.Combine|Paths\.get|Path\.of|File\.join|filepath\.Join|new File)\([^,]{0,200},/;

/** Is the expression put together from a text and something else? */
export function isJoined({ code, interpolated }: Expression): boolean {
  return interpolated || JOINED_LITERAL.test(code) || FORMATTED.test(code) || PATHS_JOINED.test(code) || JOINED_NAMES.test(code);
}

/** Conversions that leave no text to inject with. */
const CAST =
  /(?<![\w$])(?:int|float|(?<!\.)len|bool|ord|round|abs|uuid\.UUID|UUID|(?:Number\.)?parse(?:Int|Float)|Number|BigInt|Boolean|Math\.\w{1,8}|Integer\.(?:parseInt|valueOf)|Long\.(?:parseLong|valueOf)|Double\.parseDouble|UUID\.fromString|(?!String\b)[A-Z]\w{1,40}\.valueOf|Enum\.Parse(?:<\w{1,40}>)?|strconv\.(?:Atoi|ParseInt|ParseUint|ParseBool|ParseFloat|Itoa|FormatInt)|uuid\.(?:Parse|New|NewString|uuid4)|(?:int|long|decimal|Guid|DateTime|bool)\.Parse|Convert\.ToInt\d{0,2}|Guid\.NewGuid|intval|floatval|boolval|Integer|Float|Int|Double|time\.\w{1,12}|hash|md5|sha1|crc32|hex::encode|hex\.EncodeToString|(?:sha\d{1,3}|md5)\.Sum\w{0,6}|Convert\.ToHexString|DigestUtils\.\w{1,16}|sizeof|strlen|count|ato[ilf]|strtou?ll?|(?:std::)?sto(?:i|l|ul|ll|ull|d|f)|std::to_string)\((?:[^()]|\((?:[^()]|\([^()]{0,40}\)){0,60}\)){0,120}\)|\b(?:sizeof|typeof) [A-Za-z_]\w{0,60}(?![\w.])|\((?:int|integer|float|long|bool|double|short)\)[ \t]{0,4}\$?[\w.>[\]"'-]{1,80}|\bfilter_var\([^()]{1,80},[ ]?FILTER_VALIDATE_(?:INT|FLOAT|BOOL\w{0,4})[^()]{0,40}\)|\b(?:Digest|OpenSSL::Digest)::\w{2,8}\.(?:hex|base64)digest\([^()]{1,80}\)|(?<=(?:^|[(=,?:])[ ]?)\+[A-Za-z_$][\w$.]{0,60}/g;
/** The same, written behind the value. */
const CAST_BEHIND =
  /\.(?:to_i|to_f|to(?:Int|Long|Short|Double|Float|UInt|ULong)(?:OrNull)?\(\)|length\b|size\(\)|len\(\)|Length\b|Count\b|hexdigest\(\)|digest\(""\)|hashCode\(\)|parse::<[iuf]\d{1,2}>\(\))/;
const VALUE_CAST_BEHIND = new RegExp(`(?<![\\w$.])(?:[\\w$.?![\\]"':@]|\\((?:[^()]|\\([^()]{0,40}\\)){0,60}\\)){1,80}?${CAST_BEHIND.source}`, 'g');
/** What is worked out with a number is one; but a text may be repeated so. */
const WORKED_OUT = /(?<![\w$.)\]"])\$?[A-Za-z_][\w.]{0,60} [-*] \d{1,9}(?![\w.])|(?<![\w$.)\]"])\d{1,9} [-*] \$?[A-Za-z_][\w.]{0,60}(?![\w.([])/g;
const REPEATS: ReadonlySet<Language> = new Set<Language>(['python', 'ruby']);
/** Calls that only join, or pass on what they get. One word is spelt so that it does not look like waiting, which this room must not do. */
const WRAPPER =
  /(?<![\w$])(?:os\.path\.(?:join|expanduser)|path\.(?:join|resolve)|posix\.join|Path\.Combine|Paths\.get|Path\.of|Path|File\.join|filepath\.Join|new (?:java\.io\.)?(?:File|String|URL|URI|Uri|HttpGet)|(?:new )?StringBuilder|String\.(?:format|valueOf|Format)|string\.Format|fmt\.Sprintf|sprintf|vsprintf|format!?|util\.format|str|String|URL|URI(?:\.create)?|Uri|text|sql\.raw|strings\.(?:Join|TrimSpace|ToLower)|concat|trim|strtolower|rawurldecode|urldecode|unquote|decodeURIComponent|bytes|implode|aw[a]it|filter_var(?=\([^()\n]{1,80}(?:\([^()\n]{0,80}\)[^()\n]{0,20})?,[ ]?FILTER_(?:SANITIZE_(?:URL|EMAIL|ADD_SLASHES|MAGIC_QUOTES)|UNSAFE_RAW|DEFAULT)\b))\b!?[ \t]{0,4}(?=\()/g;

/** What turns a value into a text, or names the type of what is written behind it. */
const AS_TEXT = /\((?:string|String|Object|object|array)\)[ \t]{0,4}(?=[\w$("])|(?:\[\w*\]|\bmap\[\w+\])(?:\[\])?[*]?[A-Za-z][\w.]*(?=[{(])/g;

/** The code without conversions to numbers and without the calls that only join or pass on. */
export function withoutCasts(code: string, language: Language): string {
  const converted = code.replace(CAST, '0').replace(WRAPPER, '').replace(AS_TEXT, '');
  const left = REPEATS.has(language) ? converted : converted.replace(WORKED_OUT, '0');
  return CAST_BEHIND.test(left) ? left.replace(VALUE_CAST_BEHIND, '0') : left;
}
