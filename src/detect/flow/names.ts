/** Variables of one expression that are looked at. */
export const MOST_NAMES = 8;
/** Calls around a value that are looked at. */
const MOST_CALLS = 12;

/** Words that are no variables: literals, operators, types. One is spelt so that it does not look like waiting, which this room must not do. */
const NO_NAME =
  /^(?:[0-9].*|None|True|False|null|undefined|true|false|nil|NULL|nullptr|void|new|aw[a]it|not|and|or|is|if|else|typeof|instanceof|as|return|async|function|lambda|const|var|let|mut|try|throw|raise|print|this|self|super|static|final|int|String|isset|empty|unsafe)$/;
/** Words that say how a name is handed over, where a name follows them. */
const BEFORE_A_NAME = /^(?:ref|out)$/;
/** Calls that give back what they were given, whole or in pieces, read or decoded. Any other call makes something of its own of it. */
export const PASSES =
  /^(?:require_?no[nt]_?null\w{0,6}|checknotnull|with|str_repeat|array_fill|collect|joining|to_(?:document|bson)|fields|strip|r?trim|ltrim|[lr]strip|lower|upper|to_?lower(?:case)?|to_?upper(?:case)?|tolowerinvariant|str|string|tostring|to_s|decode\w*|encode|b64decode|base64_decode|urlsafe_b64decode|unquote\w*|frombase64string|getdecoder|decode64|strict_decode64|atob|from|fromhex|parse|parse_qs|loads|json|text|body|read|newdecoder|decode|bind\w*|shouldbind\w*|bodyparser|unmarshal|readall|readfully|getbytes|getstring|format|\w{0,4}printf|str(?!n?cmp|n?case|len|str|r?chr|c?spn|pbrk)\w{0,6}|memcpy|u_map_get\w{0,14}|recv|\w{0,3}scanf|f?gets|getline|getenv|\w{1,12}_path|realpath|getfullpath|getfullpathname|mappath|webroot|join|concat|combine|replace\w*|substr\w*|substring|slice|split|append|add|of|byte|bytes|bytesio|stringio|bytearrayinputstream|memorystream|tobytearray|stringreader|inputsource|file_get_contents|stripslashes|urldecode|rawurldecode|html_entity_decode|optional|ofnullable|orelse|array|list|quote|nodes?|print|value|addslashes|wp_unslash|esc_url_raw|sanitize_text_field|urlparse|urlsplit|parse_qsl|array_values|json_decode|getfirst|resolve|new|if|while|return|and|or|not|in|elif|unless|switch|case|echo|when|is_null|isset|empty|defined|uri|url|path|file|urljoin|newreader|newbuffer|newbufferstring|limitreader|decodestring|parserequesturi|streamsource|inputstreamreader|bufferedreader|streamreader|binaryreader|datainputstream|bytearray|tochararray|byteinputstream|reader|touri|tourl|topath|ifblank|ifempty|orempty|lowercase|uppercase|trim\w{2,7}|remove(?:prefix|suffix)|clone|copy|c_str|data|as_str|to_string|to_owned|unwrap_or_default|unwrap|expect|unwrap_or|some|ok|arg|fromstdstring|(?:newfrom|from)utf8|fromlatin1|toutf8|tostdstring|frombase64|qurl|urlrequest|as_ref|as_bytes|into|push_str|dict|dedent|(?:safe_)?substitute|assign|merge|clonedeep|structuredclone|entries|keys|values|explode|str_i?replace|ucfirst|ucwords|nl2br|array_(?:merge|filter)|unserialize|(?:query|path)?unescape\w{0,6}|htmlunescape|defaultstring|requirenonnull\w{0,4}|aslist|enumerate|sorted|reversed|zip|reverse|formatted|preg_replace|array_map|jsonobject|readvalue|fromjson|scanner|deserialize\w{0,12}|(?:list|array|map|set|mutablelist|mutablemap)of|from_(?:str|slice|reader|utf8\w{0,6}))$/;

/** A call, or a look-up, that has the place at `index` inside its brackets and does not just pass its arguments on: its name, and where its bracket opens. */
export function calleeAround(code: string, index: number): { readonly name: string; readonly open: number } | undefined {
  let depth = 0;
  let calls = 0;
  for (let at = index - 1; at >= 0 && calls < MOST_CALLS; at--) {
    const char = code[at];
    if (char === ')' || char === ']') depth++;
    else if (char === '[' && depth-- === 0) {
      depth = 0;
      // A table looked up by the value, unless the table is the request itself.
      if (/[\w$)\]]$/.test(code.slice(Math.max(0, at - 1), at))) return { name: '', open: at };
    } else if (char === '(' && depth-- === 0) {
      depth = 0;
      calls++;
      const name = /([\w$]+)[!?]?[ \t]*(?:<[\w., ]{1,40}>)?$/.exec(code.slice(Math.max(0, at - 120), at))?.[1];
      if (name !== undefined && !PASSES.test(name.toLowerCase())) return { name, open: at };
    }
  }
  return undefined;
}

/** Is the place at `index` inside the brackets of a call that does not just pass its arguments on, or of a look-up? */
export function isInCall(code: string, index: number): boolean {
  return calleeAround(code, index) !== undefined;
}

/** Is the place at `index` what a constant table is looked up by? What comes out of it, or its default, was written by the programmer. */
export function isInTable(code: string, index: number): boolean {
  return /(?<![\w$.])(?:self\.|this\.|cls\.)?_?[A-Z][A-Z0-9_]{2,}(?:\[|\.(?:get|fetch|dig|getOrDefault)\()[^()[\]]{0,60}$/.test(code.slice(Math.max(0, index - 120), index));
}

/** One value at the beginning with constants behind it: a folder whose caller chose it, and a file in it. */
export function isOnlyContinued(code: string, names: readonly Name[]): boolean {
  return names.length === 1 && new RegExp(`^[ \\t\\r\\n(]*${(names[0]?.name ?? '').replaceAll('$', '\\$')}(?![\\w$])`).test(code);
}

/** The same, written as a literal that takes the value in: `${path}.idx`, f"{folder}/index". Where blanks or markup follow it is a text. */
export function isOnlyEnded(raw: string, names: readonly Name[]): boolean {
  const only = names.length === 1 ? ENDED.exec(raw)?.[1] : undefined;
  return only !== undefined && only === names[0]?.name;
}

const ENDED = /^[ \t\r\n(]*[A-Za-z$@]{0,2}["'`](?:\$\{|#\{|\\\(|\{|\$)([A-Za-z_$][\w$]*)(?:\??\.[\w$]+)*[})]?[\w./-]{0,60}["'`][ \t\r\n;)]*$/;

export interface Name {
  readonly name: string;
  /** It is a function that is called. */
  readonly called: boolean;
  /** A field or method of it is meant. */
  readonly member: boolean;
  /** Where in the code it stands. */
  readonly index: number;
  readonly code: string;
}

/** Streams of bytes are often called `is`, an operator elsewhere: alone, or where something is asked of it, it is the name. */
function isStream(code: string, name: string, index: number): boolean {
  return name === 'is' && (code.trim() === name || /^(?:\.|->)\w/.test(code.slice(index + 2, index + 5)));
}

/** The variables of an expression, each by its first word: fields and methods belong to it. */
export function namesIn(code: string): Name[] {
  const found = new Map<string, Name>();
  for (const match of code.matchAll(/(?<![\w$:]|[\w$)\]"]\??\.|->|[\w)\]]\.\.\.?)([A-Za-z_$\x80-\xff][\w$\x80-\xff]*)([ \t]*\()?([ \t]*[=:](?![=:]|\s*$))?/g)) {
    const [whole, name = '', call, named] = match;
    if (NO_NAME.test(name) && !isStream(code, name, match.index)) continue;
    if (named !== undefined || (BEFORE_A_NAME.test(name) && /^[ \t]+[A-Za-z_$]/.test(code.slice(match.index + whole.length)))) continue;
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
