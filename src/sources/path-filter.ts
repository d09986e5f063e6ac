import { createRequire } from 'node:module';
import type Micromatch from 'micromatch';
import type { PathFilter } from './source-item.js';

/**
 * A filter from globs of the configuration: `include` (all, when empty) and `exclude`, on paths relative to the root. micromatch is loaded only when there are globs,
 * and compiles each of them once.
 */
export function pathFilter(include: readonly string[], exclude: readonly string[]): PathFilter {
  if (include.length === 0 && exclude.length === 0) return () => true;
  const micromatch = createRequire(import.meta.url)('micromatch') as typeof Micromatch;
  const matcher = (glob: string): ((path: string) => boolean) => micromatch.matcher(glob.endsWith('/') ? `${glob}**` : glob, { dot: true });
  const included = include.map(matcher);
  const excluded = exclude.map(matcher);
  return (path) => (included.length === 0 || included.some((matches) => matches(path))) && !excluded.some((matches) => matches(path));
}
