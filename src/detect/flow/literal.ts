import { callEnd, type Extent, statementEnd } from '../call.js';
import type { TextView } from '../text-view.js';
import type { Assignment } from './assignments.js';
import { expressionAt } from './expression.js';
import { flowLanguage } from './flow-language.js';
import { outlineOf } from './outline-of.js';
import { parametersOf } from './parameters.js';

const MOST_HOPS = 3;
const LONGEST = 800;

/** Calls that turn a text into bytes, or decode it: what was written in the code stays that. */
const DECODES =
  /(?:\bnew (?:String|SecretKeySpec|SymmetricSecurityKey|IvParameterSpec)|\b(?:System\.Text\.)?Encoding\.\w{2,20}\.GetBytes|\[\](?:byte|rune)(?=\()|\bstring|\bConvert\.From(?:Base64|Hex)String|\b(?:java\.util\.)?Base64(?:\.get\w{0,6}Decoder\(\))?\.decode\w{0,12}|\bbase64\.\w{3,14}\.DecodeString|\b[hH]ex(?:\.\w{1,12}\(\))?\.(?:decode\w{0,6}|DecodeString|parseHex|unhexlify)|\bDatatypeConverter\.parse\w{3,14}|\bDecoders\.BASE64(?:URL)?\.decode|\bbase64\.(?:urlsafe_)?b64decode|\bbytes(?:\.fromhex)?|\bbytearray|\bBuffer\.from|\b(?:Array|Data)(?=\((?:base64Encoded:)?[ ]?""|\(\w{1,40}\.utf8))\b/g;
const DECODED =
  /\.(?:getBytes|toByteArray|toCharArray|ToCharArray|encodeToByteArray|encode|toString|as_bytes|to_vec|into_bytes|trim)\([^()]{0,60}(?:\(\))?\)|\.(?:utf8|bytes)\b|\.data\(using:[ ]?\.utf8\)/g;
/** What stands between the numbers of an array. */
const BESIDE = String.raw`(?:\(s?byte\)|-|''|""|,|\.toByte\(\))`;
const NUMBER = String.raw`(?:0x[0-9a-fA-F]{1,2}|\d{1,3})`;
/** Elements of an array that are numbers or letters: never two numbers with nothing between them, which could be told apart in many ways. */
const ELEMENTS = new RegExp(
  String.raw`^(?:new(?:byte|sbyte|char|int)?\[\d*\]|byteArrayOf|ubyteArrayOf|charArrayOf|arrayOf|\[\d*\](?:byte|uint8)|\[(?=[^\]]))?[({]?(?:${NUMBER}(?:${BESIDE}${NUMBER}?)*|(?:${BESIDE}${NUMBER}?)+)[)}\]]?$`,
);
/** An array of zeros, until somebody fills it. */
const ZEROS =
  /^(?:new(?:byte|sbyte)\[[\w.]{1,30}(?:\(\))?\]|ByteArray\([\w.]{1,30}\)|make\(\[\]byte,[\w.]{1,30}(?:\(\))?\)|bytes\(\d{1,3}\)|Data\((?:count:)?\d{1,3}\)|Buffer\.alloc\(\d{1,3}\)|\[UInt8\]\(repeating:0,count:[\w.]{1,30}\))$/;
const NAME = /^(?:this\.|self\.|Self\.|[A-Z]\w{0,40}\.)?([A-Za-z_$][\w$]*)$/;

/** Is the value written in the code: a literal, or a name that this file gives one and nothing else? Says where, name by name. */
export function literalOf(view: TextView, extent: Extent): { readonly steps: readonly Extent[] } | undefined {
  return literalAt(view, extent, extent.start, MOST_HOPS);
}

function literalAt(view: TextView, extent: Extent, offset: number, hops: number): { readonly steps: readonly Extent[] } | undefined {
  const { code, raw, interpolated } = expressionAt(view, { start: extent.start, end: Math.min(extent.end, extent.start + LONGEST) });
  if (interpolated) return undefined;
  const left = core(code);
  if (left === '""') return /["'`][^"'`\s]/.test(raw) ? { steps: [] } : undefined;
  if (ELEMENTS.test(left) && /\d|""|''/.test(left) && left.includes(',')) return { steps: [] };
  if (ZEROS.test(left)) return { steps: [] };
  const name = NAME.exec(left)?.[1];
  return name === undefined || hops === 0 ? undefined : named(view, name, offset, hops);
}

/** The code without what only decodes, without brackets around all of it and without blanks. */
function core(code: string): string {
  let left = code
    .replace(/\bnew (?=byte|sbyte|char|int)/g, 'new')
    .replace(DECODES, '')
    .replace(DECODED, '');
  left = left.replace(/[ \t\r\n;!]|\?\?fatalError\(""\)|,(?:""|StandardCharsets\.\w+|Charsets\.\w+|"utf-?8")(?=\)*$)/g, '');
  for (let last = ''; last !== left; ) {
    last = left;
    left = left.replace(/^\((.*)\)$/s, (whole, inner: string) => (inner.includes(')(') ? whole : inner)).replace(/^(?:base64Encoded|utf8String):/, '');
  }
  return left;
}

function named(view: TextView, name: string, offset: number, hops: number): { readonly steps: readonly Extent[] } | undefined {
  const language = flowLanguage(view.language);
  if (language === undefined) return undefined;
  const outline = outlineOf(view, language);
  const functions = outline.functionsAround(offset);
  const from = functions.at(-1)?.start ?? 0;
  const local = functions.length === 0 ? undefined : outline.lastAssignment(name, from, offset);
  if (functions.some((header) => (local === undefined || local.start < header.start) && parametersOf(view, header, language).has(name))) return undefined;
  const all = local === undefined ? outline.assignments(name) : [local];
  if (all.length !== 1) return undefined;
  const only = all[0] as Assignment;
  if (only.adds || only.fills || only.isElement || only.part !== undefined) return undefined;
  const end = only.end ?? (only.inCall ? callEnd(view, only.value) : statementEnd(view, only.value));
  const found = literalAt(view, { start: only.value, end }, only.start, hops - 1);
  if (found === undefined) return undefined;
  // Zeros are filled by whoever is handed them: a generator of random bytes, or a copy.
  if (
    isZeros(view, { start: only.value, end }) &&
    (local === undefined || new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(view.text.slice(end, Math.max(end, offset))))
  ) {
    return undefined;
  }
  return { steps: [{ start: only.start, end }, ...found.steps] };
}

function isZeros(view: TextView, extent: Extent): boolean {
  return ZEROS.test(core(expressionAt(view, extent).code));
}
