import type { Dependency } from './mention.js';

/** Versions that a lockfile says in words of its own, or not at all. */
const OTHERWISE = /^(?:\?$|workspace:|file:|link:|portal:|patch:|npm:|catalog:|git|github:|https?:|\.{0,2}\/|[\w.-]+\/[\w.-]+(?:#|$))/;

/**
 * Does a lockfile have a dependency as the manifest has it? Undefined where it does not say, or says it in another way.
 *
 * @param lock the lockfile, in the manifest's folder or above it.
 * @param manifest the manifest's path and text.
 */
export function agrees(
  lock: { readonly path: string; readonly text: string },
  manifest: { readonly path: string; readonly text: string },
  dependency: Dependency,
): boolean | undefined {
  const { name, version } = dependency;
  const file = lock.path.slice(lock.path.lastIndexOf('/') + 1);
  if (file === 'go.sum') return lock.text.includes(`${name} ${version}/go.mod `) || lock.text.includes(`${name} ${version} `);
  if (version === '' || OTHERWISE.test(version) || isOverridden(manifest.text, name)) return undefined;
  const folder = folderFrom(lock.path, manifest.path);
  if (/^(?:package-lock|npm-shrinkwrap)\.json$/.test(file)) return same(npmSpec(lock.text, folder, name), version);
  if (file === 'pnpm-lock.yaml') return same(pnpmSpec(lock.text, folder, name), version);
  if (file === 'yarn.lock') return yarnHas(lock.text, name, version);
  return undefined;
}

function same(locked: string | undefined, version: string): boolean | undefined {
  return locked === undefined ? undefined : locked === version;
}

/** Does the manifest replace versions of this package, wherever they are asked for? */
function isOverridden(manifest: string, name: string): boolean {
  const at = manifest.search(/"(?:overrides|resolutions)"\s*:/);
  return at >= 0 && manifest.slice(at).includes(`${name}"`);
}

/** The manifest's folder as seen from the lockfile's; empty for the same. */
function folderFrom(lock: string, manifest: string): string {
  const above = lock.slice(0, lock.lastIndexOf('/') + 1);
  return manifest.slice(above.length, Math.max(above.length, manifest.lastIndexOf('/')));
}

/** The copy of a manifest in npm's lockfile. */
function npmSpec(text: string, folder: string, name: string): string | undefined {
  const at = text.indexOf(`"${folder}": {`, text.indexOf('"packages"'));
  if (at < 0) return undefined;
  const next = text.slice(at).search(/\n {4}\},?\s*\n/);
  const copy = next < 0 ? text.slice(at) : text.slice(at, at + next);
  return new RegExp(`"${literal(name)}"\\s*:\\s*"([^"\\n]*)"`).exec(copy)?.[1];
}

/** https://github.com/pnpm/spec/blob/master/lockfile/9.0.md */
function pnpmSpec(text: string, folder: string, name: string): string | undefined {
  const importer = folder === '' ? '\\.' : literal(folder);
  const at = text.search(new RegExp(`^[ ]{2}'?${importer}'?:[ ]*$`, 'm'));
  if (!text.includes('\nimporters:') || at < 0) return undefined;
  const rest = text.slice(at).split('\n').slice(1);
  const end = rest.findIndex((line) => /^ {0,2}\S/.test(line));
  const own = (end < 0 ? rest : rest.slice(0, end)).join('\n');
  return new RegExp(`^ +'?${literal(name)}'?:\\s*\\n +specifier: ['"]?([^'"\\n]*)`, 'm').exec(own)?.[1];
}

/** https://classic.yarnpkg.com/lang/en/docs/yarn-lock/: every range that is asked for is a name of its entry. */
function yarnHas(text: string, name: string, version: string): boolean | undefined {
  if (!text.includes(`${name}@`)) return undefined;
  return ['', 'npm:'].some((protocol) => [',', '"', ':'].some((end) => text.includes(`${name}@${protocol}${version}${end}`)));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
