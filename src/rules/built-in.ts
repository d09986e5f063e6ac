import type { Kind, Level, Rule } from '../model/rule.js';
import { PATTERNS } from './generated/patterns.js';

export interface Preset {
  readonly kinds: readonly Kind[];
  readonly failOn: Level;
}

export interface BuiltIn {
  readonly rules: readonly Rule[];
  readonly presets: Readonly<Record<string, Preset>>;
}

let parsed: BuiltIn | undefined;

/** The rules and presets that ship with the program; the build validated them. */
export function builtIn(): BuiltIn {
  parsed ??= JSON.parse(PATTERNS) as BuiltIn;
  return parsed;
}
