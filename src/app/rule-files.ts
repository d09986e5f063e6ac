import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { authoring, type RuleFile } from '../authoring/port.js';
import type { Config } from '../config/schema.js';
import { GuardError } from '../model/guard-error.js';
import { BUILD } from '../model/version.js';
import { type BuiltIn, builtIn, type Preset } from '../rules/built-in.js';
import { readTable, storedTable } from '../rules/rule-table.js';
import { makeFolder } from '../sources/make-folder.js';

const kept = new Map<string, BuiltIn>();

/**
 * The built-in rules, and those of the files that the configuration names. They are compiled once, and kept in the user's cache folder: what is kept is named by the contents of the files and by the program.
 *
 * @param root files are named relative to it, and lie in it.
 */
export function rulesWithFiles(config: Config, root: string, env: NodeJS.ProcessEnv): BuiltIn {
  const files = ruleFiles(config.ruleFiles ?? [], root);
  if (files.length === 0) return builtIn();
  const name = createHash('sha256')
    .update(`${BUILD}\0${JSON.stringify(files)}`)
    .digest('hex')
    .slice(0, 32);
  const known = kept.get(name);
  if (known !== undefined) return known;
  const cache = folder(env);
  const file = cache === undefined ? undefined : join(cache, `${name}.dat`);
  const bytes = (file === undefined ? undefined : readKept(file)) ?? compiled(files);
  if (file !== undefined) keep(file, bytes);
  const table: BuiltIn = readTable<Pick<BuiltIn, 'presets'>>((to, from) => to.set(bytes.subarray(SUM + from, SUM + from + to.length)));
  kept.set(name, table);
  return table;
}

/** Files, and those of folders whose names end in .yaml or .yml, in order. */
export function ruleFiles(places: readonly string[], root: string): RuleFile[] {
  return places.flatMap((place) => {
    const path = resolve(root, place);
    const way = relative(root, path);
    if (way.startsWith('..') || isAbsolute(way))
      throw new GuardError('config', 'ruleFiles names a place outside of the project.', { hint: 'Name files and folders relative to the repository root.' });
    try {
      if (!statSync(path).isDirectory()) return [{ name: place, text: readFileSync(path, 'utf8') }];
      const names = readdirSync(path).filter((name) => /\.ya?ml$/.test(name));
      return names.sort().map((name) => ({ name: join(place, name), text: readFileSync(join(path, name), 'utf8') }));
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
      throw new GuardError('config', `The rules in ${place} cannot be read (${code}).`, { hint: 'ruleFiles in the configuration names them; check it.', cause });
    }
  });
}

function compiled(files: readonly RuleFile[]): Buffer {
  const all = builtIn();
  const { rules, problems } = authoring().compile(files, all.ids);
  if (problems.length > 0) {
    const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : '';
    throw new GuardError('config', `${problems[0]}.${more}`, { hint: 'npx precommit-guard rules check tells all that is wrong.' });
  }
  const table = storedTable<{ presets: Readonly<Record<string, Preset>> }>(
    [...all.rules, ...rules.map(({ rule }) => rule)],
    [...Array.from({ length: all.count }, (_, index) => all.gate(index)), ...rules.map(({ gate }) => gate)],
    { presets: all.presets },
  );
  return Buffer.concat([createHash('sha256').update(table).digest(), table]);
}

/** Bytes of the sum before what is kept. */
const SUM = 32;

function folder(env: NodeJS.ProcessEnv): string | undefined {
  const home = env['HOME'];
  const usual = process.platform === 'win32' ? env['LOCALAPPDATA'] : home === undefined ? undefined : join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache');
  const base = env['XDG_CACHE_HOME'] || usual;
  return base !== undefined && isAbsolute(base) ? join(base, 'precommit-guard/rules') : undefined;
}

/** What is damaged shows by its sum, and is compiled again. */
function readKept(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    return createHash('sha256').update(bytes.subarray(SUM)).digest().equals(bytes.subarray(0, SUM)) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, bytes: Buffer): void {
  try {
    makeFolder(dirname(file), 0o700);
    const half = `${file}.${process.pid}`;
    writeFileSync(half, bytes, { mode: 0o600 });
    renameSync(half, file);
  } catch {
    // Without it the next run takes longer: no reason to fail.
  }
}
