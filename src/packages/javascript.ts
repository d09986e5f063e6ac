import { BUILT_IN } from './concerns.js';
import { type Mention, utf8 } from './mention.js';

/** An import in any of its forms, up to the closing quote. */
const IMPORT = /(\bfrom|\bimport|\brequire(?:\.resolve)?[ \t]*\(|\bimport[ \t]*\()[ \t\r\n]*(?:\/\*[^*]{0,200}\*\/[ \t\r\n]*)?(["'])([^"'\\\r\n \t]{1,214})\2/g;
/** What stands before `from` in a statement of imports or exports. */
const CLAUSE = /\b(import|export)\b(?:[ \t\r\n]*\btype\b)?[ \t\r\n]*(?:[\w$*{][\w$\s{},*/'"-]*)?$/;
const TYPE_ONLY = /\b(?:import|export)[ \t\r\n]+type\b[^;]*$/;
const REACH = 4000;
/** Everything else is an alias, a path or made by a bundler. https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name */
const NAME = /^(?:@[a-z0-9][\w.~-]*\/)?[a-z0-9][\w.~-]*$/i;

/** Packages imported by JavaScript or TypeScript. `text` holds one character a byte. */
export function javascriptImports(text: string): Mention[] {
  const found: Mention[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const [whole, word = '', , latin = ''] = match;
    const written = utf8(latin);
    const name = packageOf(written);
    if (name === undefined) continue;
    const before = text.slice(Math.max(0, match.index - REACH), match.index);
    const typeOnly = word === 'from' && TYPE_ONLY.test(before);
    if (word === 'from' && !CLAUSE.test(before)) continue;
    if (word.startsWith('require') && /[\w$)\]][ \t]*\??\.[ \t]*$/.test(before) && !/\bmodule\.$/.test(before)) continue;
    const end = match.index + whole.length - 1;
    found.push({ name, written, start: end - latin.length, end, optional: typeOnly ? 'types' : guarded(before) && 'guarded' });
  }
  return found;
}

/** Inside a `try` whose catch is near: a package that may be missing. */
function guarded(before: string): boolean {
  const near = before.slice(-300);
  const at = near.lastIndexOf('try');
  return at >= 0 && /^try[ \t\r\n]*\{[^}]*$/.test(near.slice(at));
}

/** The package that a module specifier names; undefined for paths, URLs, aliases that no package can have, and what bundlers make. */
export function packageOf(specifier: string): string | undefined {
  // A loader of webpack's, a scheme (node:, npm:, https:, virtual:), an alias.
  if (/^[./~#$!_%{\\]|^@\/|[!:*?`$<>{}]|^\w\.$/.test(specifier)) return undefined;
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
  if (name.startsWith('@') && parts.length < 2) return undefined;
  return NAME.test(name) || /[^ -~]/.test(name) ? name : undefined;
}

/** What a host gives beside any registry: editors, runtimes, frameworks. Most are documented as modules "provided by the host". */
const HOSTS =
  /^(?:vscode|electron|original-fs|atom|bun|deno|k6|obsidian|sketch|uxp|photoshop|indesign|scenegraph|gi|meteor|ember|wasi|wasi_snapshot_preview1|aws-sdk|pg-native|self|env)$|^@(?:ember|glimmer|ember-data|site|theme|theme-original|theme-init|generated|docusaurus|nuxt)\//;

export function isGiven(name: string): boolean {
  return BUILT_IN.has(name) || HOSTS.test(name);
}
