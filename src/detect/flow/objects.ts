import type { Extent } from '../call.js';
import { boundTo, type Follower, givenBack, type Lazy } from './called.js';
import { valueEnd } from './choices.js';
import { primaryOf } from './classes.js';
import { type Held, picked } from './collection.js';
import { heldIn } from './held.js';
import type { Header } from './outline.js';
import { partsOf } from './parts.js';
import { endOf, returnsOf } from './returned.js';
import { gravestOf, type Trace } from './trace.js';
import { closingOf, partOf, piecesOf, writtenAt } from './written.js';

/** An object of a class of the same file, by what its constructor was handed, or by what it was written with. */
export interface Instance {
  readonly name: string;
  readonly handed: readonly Lazy[];
  /** Who follows what it was written with. */
  readonly held?: { readonly by: Follower; readonly fields: Held };
}

const MADE = /^(?:new |&)?(?:self\.|this\.)?([A-Z]\w{0,60})(?:<[^()<>]{0,60}>)?(?:\.new|::new)?\(/;
/** How far an object is looked for over names and functions. */
const DEEPEST = 3;
const CONSTRUCTS = /^(?:constructor|__init__|initialize|__construct)$/;

/** The object that an expression makes, or a name holds. */
export function instanceAt(follower: Follower, extent: Extent, hops: number, depth = DEEPEST): Instance | undefined {
  const { view, outline } = follower;
  if (depth === 0 || hops < 2 || extent.end - extent.start > 400) return undefined;
  const written = writtenAt(view, extent);
  const one = partOf(extent, written, 0, written.length);
  let code = written.slice(one.start - extent.start, one.end - extent.start).replace(/[;!]+$/, '');
  // Brackets around all of it.
  if (code.startsWith('(') && closingOf(code, 0) === code.length - 1) return instanceAt(follower, partOf(one, code, 1, code.length - 1), hops, depth - 1);
  if (/^[$A-Za-z_]\w*$/.test(code)) {
    const value = follower.given(code, one.start);
    return value === undefined || !follower.spend() ? undefined : instanceAt(follower, value, hops, depth - 1);
  }
  code = code.replace(/^aw[a]it /, (whole) => ' '.repeat(whole.length));
  const open = code.indexOf('(');
  const named = /(?:^|[ &])(?:Self|[A-Z]\w*)[ ]?\{/.test(code.slice(0, 60)) ? /(\w+)[ ]?\{/.exec(code)?.[1] : undefined;
  if (named !== undefined && (view.language === 'go' || view.language === 'rust')) {
    const fields = heldIn(view, one);
    return fields === undefined ? undefined : { name: named, handed: [], held: { by: follower, fields } };
  }
  if (open < 0 || closingOf(code, open) !== code.length - 1) return undefined;
  const handed = argumentsAt(follower, one, code, open, hops);
  const name = MADE.exec(code.trimStart())?.[1];
  if (name !== undefined && outline.classesNamed(name).length > 0) {
    const maker = view.language === 'rust' ? methodOf(follower, { name, handed }, 'new') : undefined;
    return maker === undefined ? { name, handed } : madeBy(follower, maker, handed, hops, depth);
  }
  const header = outline.functionNamed(/([\w$]+)$/.exec(code.slice(0, open))?.[1] ?? '');
  return header === undefined ? undefined : madeBy(follower, header, handed, hops, depth);
}

/** The object that a function gives back. */
function madeBy(follower: Follower, header: Header, handed: readonly Lazy[], hops: number, depth: number): Instance | undefined {
  const [only, ...others] = returnsOf(follower.view, follower.outline, header);
  if (only === undefined || others.length > 0 || follower.isIn(header.start) || !follower.spend()) return undefined;
  return instanceAt(follower.inside(header.end, { from: header.start, names: boundTo(follower.view, header, handed), self: undefined }), only, hops - 1, depth - 1);
}

/** The arguments of the call whose bracket opens at `open`, each followed when it is asked for. */
export function argumentsAt(follower: Follower, one: Extent, code: string, open: number, hops: number): Lazy[] {
  const close = closingOf(code, open) ?? code.length;
  const body = code.slice(open + 1, close);
  if (body.trim() === '') return [];
  return piecesOf(body, (at) => (body[at] === ',' ? 1 : 0)).map(({ from, to }) => lazily(follower, partOf(one, code, open + 1 + from, open + 1 + to), hops - 1));
}

/** A value that is handed by its parameter's name. */
const NAMED = /^\s*([A-Za-z_]\w{0,60})[ ]?[=:](?![=:>])[ ]?/;

function lazily(follower: Follower, whole: Extent, hops: number): Lazy {
  const named = NAMED.exec(follower.view.text.slice(whole.start, Math.min(whole.end, whole.start + 80)));
  const extent = { start: whole.start + (named?.[0].length ?? 0), end: whole.end };
  let known: Trace | undefined;
  const value = (): Trace => {
    known ??= follower.trace(extent, hops);
    return known;
  };
  return Object.assign(value, { to: named?.[1], part: (key: string) => gravestOf(partsOf(follower.view, extent, key, undefined).map((one) => follower.trace(one, hops))) });
}

/** What a field of an object holds. Undefined where nobody can tell. */
export function fieldOf(follower: Follower, instance: Instance, field: string, hops: number): Trace | undefined {
  const { view, outline } = follower;
  if (instance.held !== undefined) {
    const { by, fields } = instance.held;
    const values = fields.keyed.get(field) === undefined ? [] : picked(fields, field);
    return values.length === 0 ? undefined : gravestOf(values.map((value) => by.trace(value, hops - 1)));
  }
  if (hops < 2 || !follower.spend()) return undefined;
  for (const body of outline.classesNamed(instance.name)) {
    const maker = outline.functionsIn(body).find(({ name }) => CONSTRUCTS.test(name) || name === instance.name)?.header;
    const text = view.text.slice(body.start, body.end);
    const word = field.replaceAll('$', '\\$');
    // What is put into what it holds counts as well.
    if (new RegExp(`(?:this|self|\\$this)(?:\\.|->)#?${word}(?:[ \\t]*\\[[^\\][\\n]{0,60}\\][ \\t]*=(?![=>])|\\.(?:push|append|add|put)\\()`).test(text)) return undefined;
    const primary = maker ?? primaryOf(view, body);
    const names = primary === undefined ? new Map<string, Lazy>() : boundTo(view, primary, instance.handed);
    const assigned = [...text.matchAll(new RegExp(`(?:(?:this|self|\\$this)(?:\\.|->)|@|(?<=[\\n{;][ \\t]{0,40}))#?${word}[ \\t]*=(?![=>])`, 'g'))];
    const declared = [...text.matchAll(new RegExp(`(?<=[ \\t$#])${word}[ \\t]*(?::[ \\t]*[\\w<>?]{1,30}[ \\t]*)?=(?![=>])`, 'g'))];
    const inMaker = maker === undefined ? [] : assigned.filter(({ index }) => body.start + index > maker.start && body.start + index < endOf(view, maker));
    const own = inMaker.length > 0 ? inMaker : declared.length === 1 && assigned.length <= 1 ? declared : [];
    // A method that sets it may have been called since.
    if (assigned.length > inMaker.length && own !== declared) return undefined;
    const last = own.at(-1);
    if (last === undefined) {
      const parameter = [...names.keys()].find((name) => name.replace('$', '') === word);
      if (parameter !== undefined && primary !== undefined && PROPERTY.test(declaredAs(primary.parameters, parameter, maker === undefined))) return names.get(parameter)?.();
      continue;
    }
    const start = body.start + last.index + last[0].length;
    const inner = follower.inside(start, { from: primary?.start ?? body.start, names, self: undefined });
    return inner.trace({ start, end: valueEnd(view, start) }, hops - 1);
  }
  return undefined;
}

/** A parameter that is a field as well. */
const PROPERTY = /\b(?:val|var|private|public|protected|readonly|record)\b/;

function declaredAs(parameters: string, name: string, isPrimary: boolean): string {
  return `${isPrimary ? 'record ' : ''}${parameters.split(',').find((part) => part.includes(name)) ?? ''}`;
}

/** The method of an object's class that has this name. */
export function methodOf({ outline }: Follower, { name }: Pick<Instance, 'name' | 'handed'>, method: string): Header | undefined {
  for (const body of outline.classesNamed(name)) {
    const found = outline.functionsIn(body).find((one) => one.name === method);
    if (found !== undefined) return found.header;
  }
  return undefined;
}

/** What a member of the object that `head` makes or holds gives: its field, or what its method gives back. */
export function memberOf(follower: Follower, instance: Instance, member: string, handed: readonly Lazy[], hops: number): Trace | undefined {
  const method = methodOf(follower, instance, member);
  if (method !== undefined) return givenBack(follower, method, handed, hops, instance);
  return fieldOf(follower, instance, member, hops);
}
