import type { Variable } from '../../detect/fix/repair.js';
import { safeText } from '../safe-text.js';

/** Masks the values that are moved, wherever they stand, and whatever else looks like a secret; the look-ups that were put in their place look random, and are not. */
export function maskedFor(variables: readonly Variable[]): (line: string) => string {
  const values = variables.map(({ value }) => Buffer.from(value, 'latin1').toString('utf8')).sort((a, b) => b.length - a.length);
  const names = [...new Set(variables.map(({ name }) => name))].sort((a, b) => b.length - a.length);
  const lookup = new RegExp(`process\\.env\\.(?:${names.join('|')})\\b|^(?:${names.join('|')})=`, 'g');
  return (line) => {
    const kept: string[] = [];
    const without = names.length === 0 ? line : line.replace(lookup, (text) => `\u0001${kept.push(text) - 1}\u0002`);
    const masked = safeText(values.reduce((text, value) => text.replaceAll(value, '********'), without));
    return masked.replace(/\\u\{1\}(\d+)\\u\{2\}/g, (_, index: string) => kept[Number(index)] ?? '');
  };
}
