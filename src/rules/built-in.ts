import { openSync, readSync } from 'node:fs';
import type { Kind, Level, Rule } from '../model/rule.js';
import { type RuleTable, readTable } from './rule-table.js';

export interface Preset {
  readonly kinds: readonly Kind[];
  readonly failOn: Level;
}

export interface BuiltIn extends RuleTable {
  readonly rules: readonly Rule[];
  readonly presets: Readonly<Record<string, Preset>>;
}

/** Where the bundle has the rules; the build defines it. */
declare const RULES_FILE: string;

let read: BuiltIn | undefined;

/** The rules and presets that ship with the program, in a file beside it; the build validated them. */
export function builtIn(): BuiltIn {
  if (read !== undefined) return read;
  const file = typeof RULES_FILE === 'string' ? RULES_FILE : new URL('../../rules.dat', import.meta.url);
  const descriptor = openSync(file, 'r'); // Open as long as the process: an empty commit reads no rules.
  read = readTable<Pick<BuiltIn, 'presets'>>((to, from) => {
    if (readSync(descriptor, to, 0, to.length, from) !== to.length) throw new Error('the rules are cut off');
  });
  return read;
}
