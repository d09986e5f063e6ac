import { createRequire } from 'node:module';
import type Micromatch from 'micromatch';
import type { PathFilter } from './source-item.js';

/**
 * A filter from globs of the configuration: `include` (all, when empty) and `exclude`, on paths relative to the root. micromatch is loaded only when there are globs,
 * and compiles each of them once.
 */
export function pathFilter(include: readonly string[], exclude: readonly string[]): PathFilter {
  if (include.length === 0 && exclude.length === 0) return () => true;
  const included = pathMatcher(include);
  const excluded = pathMatcher(exclude);
  return (path) => (include.length === 0 || included(path)) && !excluded(path);
}

/** True for paths that match any of the globs; a folder with a slash behind it is all that is in it. */
export function pathMatcher(globs: readonly string[]): PathFilter {
  if (globs.length === 0) return () => false;
  const micromatch = createRequire(import.meta.url)('micromatch') as typeof Micromatch;
  const matchers = globs.map((glob) => micromatch.matcher(glob.endsWith('/') ? `${glob}**` : glob, { dot: true }));
  return (path) => matchers.some((matches) => matches(path));
}
