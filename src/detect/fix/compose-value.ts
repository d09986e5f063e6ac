import type { Region } from '../code-mask.js';
import type { TextView } from '../text-view.js';
import type { Naming, Repair } from './repair.js';
import { variableName } from './variable-name.js';

const COMPOSE = /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/;

/** Is this a file of Docker Compose, whose variables come from the `.env` beside it? */
export function isCompose(path: string): boolean {
  return COMPOSE.test(path);
}

/** Docker Compose puts variables of the `.env` beside it into its files: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/ */
export function composeLookup(
  { text, path, lines }: TextView,
  region: Region | undefined,
  secret: { readonly start: number; readonly end: number },
  ruleId: string,
  naming: Naming,
): Repair | undefined {
  const value = text.slice(secret.start, secret.end);
  if (!isCompose(path) || /[$"'\\]/.test(value)) return undefined;
  const line = text.slice(lines.startOf(lines.lineAt(secret.start)), secret.start);
  // In a list or a map on one line the braces would be its own; a text over several lines may be anything.
  if (region === undefined && (/[[{]/.test(line) || !/^[ \t]*(?:-[ \t]+)?[\w.-]+[ \t]*[:=]/.test(line))) return undefined;
  const from = region?.start ?? secret.start;
  const whole =
    region === undefined
      ? /(?::[ \t]|=)$/.test(line) && /^[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.test(text.slice(secret.end))
      : secret.start === region.start + 1 && secret.end === region.end - 1;
  const moved = { name: naming(variableName(text.slice(Math.max(0, from - 600), from), ruleId, !whole), value), value };
  return { edits: [{ ...secret, text: `\${${moved.name}:?}` }], variable: moved };
}
