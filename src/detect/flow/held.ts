import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import { ANYWHERE, type Held, keyOf } from './collection.js';
import { remembering } from './remember.js';
import { closingOf, openingOf, partOf, piecesOf, writtenAt } from './written.js';

/** A list or a map that is written where it stands, up to its bracket. */
const LITERAL =
  /^(?:new[ ](?:[\w.<>, ?]{1,60})?(?:\[\d*\])?(?:\(\))?[ ]?(?=\{)|(?:new (?:Map|Set|ArrayList|LinkedList|HashSet|TreeSet)(?:<[^()]{0,60}>)?|(?:aw[a]it )?Promise\.all)\((?=.)|&?(?:\[\]|\[\.\.\.\]|\[\d+\]|map\[\w+\])?(?:[A-Za-z_][\w.:]{0,60})?[ ]?(?=\{)|(?:java\.util\.)?(?:List|Set|Map|Arrays|Array|ImmutableList|ImmutableMap)\.(?:of|asList)(?=\()|(?:mutable)?(?:[lL]ist|[sS]et|[mM]ap)Of(?:<[^()]{0,60}>)?(?=\()|array(?:List)?Of(?=\()|(?:array|dict|Pair|Object\.freeze|arrayOf)(?=\()|vec!(?=\[)|%[wi](?=\[))?/;
/** One that nothing is in yet. */
const EMPTY =
  /^(?:\[\]|\{\}|new (?:[\w.]{1,60})?(?:Map|List|Set|Vector|ArrayDeque|Deque|Stack|Queue|Hashtable|Properties|Dictionary|JSONObject|ArrayList|stdClass|Object)\w{0,10}(?:<[\w<>, ?[\]]{0,60}>)?\(\)|new \w{1,30}\[\d{1,4}\]|make\((?:map|\[\]|chan )[^()]{1,60}\)|(?:\w{1,20}::)?(?:Vec|HashMap|BTreeMap)::(?:<[^()]{0,40}>::)?new\(\)|(?:list|dict|array|set)\(\)|(?:mutable(?:List|Map|Set)Of|(?:array|linked)\w{0,10}Of)(?:<[\w<>, ?]{0,60}>)?\(\)|(?:ArrayList|HashMap|LinkedHashMap)(?:<[\w<>, ?]{0,60}>)?\(\)|(?:Array|Hash)\.new|configparser\.\w{1,20}\(\)|Object\.create\(null\)|map\[\w+\]\w+\{\}|\[\]\w+\{\})$/;
const LONGEST = 800;
/** Elements of one list that are looked at. */
const MOST = 40;
/** A value in its place: the key before its sign. */
const KEYED = /^(?:(\.?[\w$]+(?:(?:\.|::)\w{1,60})?|"_*"|:\w+|\[(?:"_*"|\w{1,60}(?:\.|::)\w{1,60})\])\s*(?:=>|:(?![:=])|=(?![=>]))|("_*"|\w+)\s+to\s)\s*/;

/** What a list, a map or an object holds that is written where `extent` is. Undefined where it is none, or where other things are spread into it. */
export function heldIn(view: TextView, extent: Extent): Held | undefined {
  const held = heldOf(view, extent);
  // Whoever asks may put more in.
  return held === undefined ? undefined : { items: [...held.items], keyed: new Map(held.keyed), anywhere: [...held.anywhere], rest: held.rest };
}

const heldOf = remembering((view: TextView, extent: Extent): Held | undefined => {
  if (extent.end - extent.start > LONGEST) return undefined;
  const written = writtenAt(view, extent);
  const one = partOf(extent, written, 0, written.length);
  const code = written.slice(one.start - extent.start, one.end - extent.start).replace(/(?:[!;]|\.freeze| as const)+$/, '');
  const held: Held = { items: [], keyed: new Map(), anywhere: [], rest: [] };
  if (EMPTY.test(code)) return held;
  const head = LITERAL.exec(code)?.[0] ?? '';
  const open = head.endsWith('(') ? head.length - 1 : head.length;
  if (!'([{'.includes(code[open] ?? ' ') || closingOf(code, open) !== code.length - 1 || (head === '' && code[open] === '(' && !/,/.test(code))) return undefined;
  const close = code.length - 1;
  if (head === '' && code[open] === '(' && piecesOf(code.slice(1, close), (at) => (code[at + 1] === ',' ? 1 : 0)).length === 1) return heldOf(view, partOf(one, code, 1, close));
  // A block that is no map: the body of a function.
  if (code[open] === '{' && /[;]\s*\S/.test(code.slice(open + 1, close))) return undefined;
  const body = code.slice(open + 1, close);
  const pieces = piecesOf(body, (at) => (body[at] === ',' ? 1 : 0));
  if (pieces.length > MOST) return undefined;
  const isPairs = /Map\.of$/.test(head);
  const entries = pieces.filter(({ from, to }) => body.slice(from, to).trim() !== '');
  if (piecesOf(body, (at) => (/\bfor\b/y.test(body.slice(at, at + 4)) && body[at - 1] === ' ' ? 1 : 0)).length > 1) return undefined;
  for (const [index, { from, to }] of entries.entries()) {
    const piece = partOf(one, code, open + 1 + from, open + 1 + to);
    const text = code.slice(piece.start - one.start, piece.end - one.start);
    const spread = /^(?:\.\.\.|\*\*?|&\*)/.exec(text)?.[0];
    if (spread !== undefined) {
      const all = { start: piece.start + spread.length, end: piece.end };
      held.rest.push(all);
      // What is spread behind a key may have it too.
      for (const values of held.keyed.values()) values.push(all);
      continue;
    }
    if (isPairs) {
      if (index % 2 === 1)
        put(held, keyOf(view.text.slice(...bounds(partOf(one, code, open + 1 + (entries[index - 1]?.from ?? 0), open + 1 + (entries[index - 1]?.to ?? 0))))), piece);
      continue;
    }
    const key = KEYED.exec(text);
    if (key !== null) {
      const name = view.text.slice(piece.start, piece.start + (key[1] ?? key[2] ?? '').length).replace(/^\[|\]$/g, '');
      put(held, /^\w+$/.test(name) ? name : keyOf(name), { start: piece.start + key[0].length, end: piece.end });
      continue;
    }
    // Pairs in brackets of their own.
    const pair = /^new (?:Map|Dictionary)/.test(head) && !head.endsWith('(') && /^[[{]/.test(text) ? heldIn(view, piece) : undefined;
    const value = pair?.items[1];
    if (pair?.items[0] !== undefined && value !== undefined) put(held, keyOf(view.text.slice(...bounds(pair.items[0]))), value);
    else if (/^(?:new (?:Map|Set)|aw[a]it |Promise)/.test(head) && text.startsWith('[')) {
      const inner = heldIn(view, piece);
      if (!head.startsWith('new Map')) held.items.push(...(inner?.items ?? [piece]));
      else
        for (const item of inner?.items ?? []) {
          const [first, second] = heldIn(view, item)?.items ?? [];
          if (first !== undefined && second !== undefined) put(held, keyOf(view.text.slice(...bounds(first))), second);
          else held.anywhere.push(item);
        }
    } else if (code[open] === '{' && /^[A-Za-z_$][\w$]*$/.test(text) && (head === '' ? isScript(view) : view.language === 'rust')) put(held, text, piece);
    else held.items.push(piece);
  }
  return held;
});

function isScript({ language }: TextView): boolean {
  return ['javascript', 'typescript', 'vue', 'svelte', 'html'].includes(language);
}

function bounds({ start, end }: Extent): [number, number] {
  return [start, end];
}

function put(held: Held, key: string, value: Extent): void {
  if (key === ANYWHERE) held.anywhere.push(value);
  else held.keyed.set(key, [value]);
}

/** Something is taken out of a list, a map or an object. */
export interface Selection {
  /** What it is taken out of. */
  readonly head: Extent;
  /** Its key, index or name. */
  readonly key: string;
  /** It is a method that is called. */
  readonly called: boolean;
  /** It is a member by its name, not what stands in brackets. */
  readonly isMember: boolean;
  /** What is taken where there is no such key. */
  readonly otherwise?: Extent;
  /** The method by which it is asked for, as an object of a class of one's own may have it too. */
  readonly method?: string;
}

/** What leaves a value what it is, behind it. */
const BEHIND =
  /(?:[!;]|\?(?![.?:])|\.(?:unwrap|expect|clone|cloned|to_string|to_owned|as_str|toString|ToString|trim|strip|freeze|as_deref|unwrap_or_default|aw[a]it)(?:\((?:"_*")?\))?| as \w{1,20}| \?\?$)+$/;
const BEFORE = /^(?:\((?:String|string|char \*|Object)\)[ ]?|&(?:mut )?|\*|aw[a]it |new String\()/;
/** Methods that take out what they are asked for. */
const TAKES = /^(?:get|Get|at|elementAt|ElementAt|fetch|dig|getValue|getOrDefault|getProperty|getAttribute|GetValueOrDefault|val)$/;
const AT_AN_END: Readonly<Record<string, string>> = {
  first: '0',
  First: '0',
  firstOrNull: '0',
  shift: '0',
  Dequeue: '0',
  peek: '0',
  next: '0',
  last: '-1',
  Last: '-1',
  pop: '-1',
  getFirst: '0',
  getLast: '-1',
};

/** Reads what is taken out where `extent` ends. */
export const selectionIn = remembering(selectionOf);

function selectionOf(view: TextView, extent: Extent): Selection | undefined {
  if (extent.end - extent.start > LONGEST) return undefined;
  const written = writtenAt(view, extent);
  const one = partOf(extent, written, 0, written.length);
  const code = written.slice(one.start - extent.start, one.end - extent.start).replace(BEHIND, '');
  const before = BEFORE.exec(code)?.[0].length ?? 0;
  const last = code.at(-1) ?? '';
  const part = (from: number, to: number): Extent => partOf(one, code, from, to);
  const textOf = ({ start, end }: Extent): string => view.text.slice(start, end);
  if (last === ']') {
    const open = openingOf(code, code.length - 1);
    if (open === undefined || open <= before) return undefined;
    const inner = part(open + 1, code.length - 1);
    const head = code.slice(before, open).replace(/[?!]?\.?$/, '');
    const name = textOf(part(before, before + head.length)).trim();
    const key = textOf(inner) === `len(${name})-1` || textOf(inner) === `${name}.length - 1` ? '-1' : keyOf(textOf(inner));
    return isHead(head) ? { head: part(before, before + head.length), key, called: false, isMember: false } : undefined;
  }
  const open = last === ')' ? openingOf(code, code.length - 1) : undefined;
  if (last === ')' && open === undefined) return undefined;
  const body = open === undefined ? code : code.slice(0, open);
  const member = /(?:[!?]{0,2}\.|->|::)([A-Za-z_]\w*)[?!]?$/.exec(body);
  if (member === null || member.index <= before) return undefined;
  const name = member[1] ?? '';
  const head = part(before, member.index);
  if (!isHead(body.slice(before, member.index))) return undefined;
  const isAtAnEnd = Object.hasOwn(AT_AN_END, name) && (open === undefined ? view.language === 'ruby' : code.slice(open + 1, -1).trim() === '');
  if (isAtAnEnd) return { head, key: AT_AN_END[name] ?? ANYWHERE, called: false, isMember: false };
  if (open === undefined) return { head, key: name, called: view.language === 'ruby', isMember: true };
  if (!TAKES.test(name) || code.slice(open + 1, -1).trim() === '') return { head, key: name, called: true, isMember: true };
  const [first, second, ...others] = piecesOf(code.slice(open + 1, -1), (at) => (code[open + 1 + at] === ',' ? 1 : 0)).map(({ from, to }) => part(open + 1 + from, open + 1 + to));
  if (first === undefined || others.length > 0) return undefined;
  const key = keyOf(textOf(first));
  if (second === undefined) return { head, key, called: false, isMember: false, method: name };
  // A section and a key of a configuration.
  return {
    head,
    key: key === ANYWHERE ? key : `${key}.${keyOf(textOf(second))}`,
    called: false,
    isMember: false,
    method: name,
    ...(name === 'get' && key !== ANYWHERE ? {} : { otherwise: second }),
  };
}

/** Is the code one value, not several that an operator joins? */
function isHead(code: string): boolean {
  let outside = '';
  let depth = 0;
  for (const char of code) {
    if (')]}'.includes(char)) depth--;
    if (depth === 0) outside += char;
    if ('([{'.includes(char)) depth++;
  }
  return /^(?:new )?[\w$@.:!?&"[\](){}]+$/.test(outside.replace(/->/g, '.').replace(/^([\w.[\]]+) \{/, '$1{'));
}
