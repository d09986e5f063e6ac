import type { TextView } from '../detect/text-view.js';
import { dependenciesIn } from './dependencies.js';
import { type Evidence, inFolder } from './evidence.js';
import type { Remark } from './finding.js';
import { agrees } from './lock-agreement.js';
import { type LockEntry, type LockFormat, lockFormatOf, nameBefore, sourceOf } from './lock-formats.js';
import type { NameLists } from './name-lists.js';

const NPM_LOCK = /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/;
/** Findings of one kind in one lockfile: the rest says the same. */
const MOST = 20;

/** What a change does to a lockfile: where packages come from, what vouches for them, what they run, and whether anybody asked for them. */
export async function lockfileRemarks(view: TextView, evidence: Evidence, lists: NameLists): Promise<Remark[]> {
  const format = lockFormatOf(view.path);
  if (format === undefined) return [];
  const entries = format.entries(view.text);
  const npm = NPM_LOCK.test(view.path);
  const remarks = [...(await sources(view, entries, format, evidence)), ...(await mismatch(view, evidence))];
  // Only a change says anything: what was there before is nobody's news.
  if (!isChanged(view)) return remarks;
  return [...remarks, ...integrity(view, entries), ...(npm ? [...scripts(view, lists), ...unasked(view)] : built(view, entries, lists))];
}

/** Was there a part of it before? */
function isChanged({ added, text }: TextView): boolean {
  if (added.kind === 'all') return false;
  const lines = added.ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return lines + 1 < text.split('\n').length - 1;
}

/** New entries from a registry that neither the other entries nor the configuration name, and such as come unencrypted. */
async function sources(view: TextView, entries: readonly LockEntry[], { hosts, settings }: LockFormat, evidence: Evidence): Promise<Remark[]> {
  const known = new Set(hosts);
  let wasThere = false;
  const fresh: { host: string; secure: boolean; start: number; end: number }[] = [];
  for (const { url, start, end } of entries) {
    const source = url === undefined ? undefined : sourceOf(url);
    // Where nothing is said, it is the registry that everybody asks.
    wasThere ||= url === undefined;
    if (source === undefined) continue;
    if (view.isAdded(start, end)) fresh.push({ ...source, start, end });
    else {
      wasThere = true;
      known.add(source.host);
    }
  }
  if (fresh.length === 0) return [];
  const configured = await evidence.texts(settings);
  // A lockfile that is new as a whole has no others to compare with: what most of it says is the project's own registry.
  const counts = new Map<string, number>();
  for (const { host } of fresh) counts.set(host, (counts.get(host) ?? 0) + 1);
  const sibling = (host: string): boolean => {
    // An index on one host, its files on another: "index.example.com", "files.example.com".
    const domain = host.split('/')[0]?.split('.').slice(-2).join('.') ?? host;
    return (
      domain.length > 6 &&
      !/^(?:github|gitlab|bitbucket)\.|\.io$/.test(domain) &&
      configured.some((text) => new RegExp(`https?://[\\w.-]*${domain.replace('.', '\\.')}[/"']`).test(text))
    );
  };
  const remarks: Remark[] = [];
  for (const { host, secure, start, end } of fresh) {
    if (remarks.length >= MOST) break;
    const local = /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host);
    const usual = known.has(host) || (!wasThere && (counts.get(host) ?? 0) * 2 > fresh.length) || configured.some((text) => text.includes(host)) || sibling(host);
    if (!usual)
      remarks.push({ rule: 'lockfile-source', start, end, subject: host, message: `A locked package comes from "${host}", where no other package of the project comes from` });
    else if (!secure && !local)
      remarks.push({ rule: 'lockfile-source', start, end, subject: `http:${host}`, message: 'A locked package is fetched without encryption', level: 'warning' });
  }
  return remarks;
}

/** Entries without a hash, or with one that is broken, where the others have better ones. Old packages have no better one: where such were there before, one more is a note. */
function integrity(view: TextView, entries: readonly LockEntry[]): Remark[] {
  if (!entries.some(({ hash }) => hash === 'strong')) return [];
  const poor = entries.filter(({ hash }) => hash === 'weak' || hash === 'none');
  const added = poor.filter(({ whole: [start, end] }) => view.isAdded(start, end));
  const usual = (hash: LockEntry['hash']): boolean => poor.some((one) => one.hash === hash && !added.includes(one));
  return added.slice(0, MOST).map(({ hash, name, start, end }) => ({
    rule: 'lockfile-source',
    start,
    end,
    subject: `${hash}:${name}`,
    level: usual(hash) ? 'note' : 'warning',
    message:
      hash === 'none'
        ? 'A locked package has no hash of its content, though others have'
        : 'A locked package is vouched for by SHA-1 or MD5 alone, though others have SHA-256 or better',
  }));
}

/** Packages that bring a script of their own for when they are installed. */
function scripts(view: TextView, lists: NameLists): Remark[] {
  return [...view.text.matchAll(/"hasInstallScript"\s*:\s*true/g)].slice(0, MOST * 10).flatMap(({ 0: whole, index }) => {
    if (!view.isAdded(index, index + whole.length)) return [];
    const name = nameBefore(view.text, view.text.lastIndexOf('{', index));
    if (name === '') return [];
    const level = lists.npm.has(name) ? ('note' as const) : ('warning' as const);
    return [{ rule: 'install-script', start: index, end: index + whole.length, subject: name, level, message: `"${name}" runs a script of its own when it is installed` }];
  });
}

/** The same in pnpm's lockfile, of the versions that say so: https://github.com/pnpm/spec/blob/master/lockfile/6.0.md */
function built(view: TextView, entries: readonly LockEntry[], lists: NameLists): Remark[] {
  return [...view.text.matchAll(/^[ ]{4}requiresBuild: true$/gm)].slice(0, MOST * 10).flatMap(({ 0: whole, index }) => {
    if (!view.isAdded(index, index + whole.length)) return [];
    const name = entries.findLast(({ start }) => start < index)?.name ?? '';
    if (name === '') return [];
    return [
      {
        rule: 'install-script',
        start: index,
        end: index + whole.length,
        subject: name,
        level: lists.npm.has(name) ? ('note' as const) : ('warning' as const),
        message: `"${name}" runs a script of its own when it is installed`,
      },
    ];
  });
}

/** New entries that nothing in the lockfile depends on: put in by hand, they are installed all the same. */
function unasked(view: TextView): Remark[] {
  const packages = field(parsed(view.text), 'packages');
  if (packages === undefined) return [];
  const asked = new Set<string>();
  for (const entry of Object.values(packages)) {
    for (const section of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'])
      for (const name of Object.keys(field(entry, section) ?? {})) asked.add(name);
  }
  const found: Remark[] = [];
  for (const [key, entry] of Object.entries(packages)) {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(key)?.[1];
    if (name === undefined || asked.has(name) || (entry as Fields)['link'] === true || found.length >= MOST) continue;
    const start = view.text.indexOf(`"${key}"`);
    if (start < 0 || !view.isAdded(start, start + key.length + 2)) continue;
    found.push({ rule: 'lockfile-mismatch', start, end: start + key.length + 2, subject: name, message: `"${name}" is locked, and nothing depends on it` });
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The lockfile against the manifest beside it. */
async function mismatch(view: TextView, evidence: Evidence): Promise<Remark[]> {
  const folder = view.path.includes('/') ? view.path.slice(0, view.path.lastIndexOf('/')) : '';
  if (NPM_LOCK.test(view.path)) return await npmMismatch(view, folder, evidence);
  if (!/(?:^|\/)(?:yarn\.lock|pnpm-lock\.yaml)$/.test(view.path)) return [];
  const path = inFolder(folder, 'package.json');
  const text = await evidence.files.text(path);
  const read = text === undefined ? undefined : dependenciesIn(path, text);
  if (text === undefined || read === undefined) return [];
  const different = read.dependencies.find((dependency) => !dependency.peer && agrees({ path: view.path, text: view.text }, { path, text }, dependency) === false);
  if (different === undefined) return [];
  const start = Math.max(0, view.text.indexOf(different.name));
  return [{ rule: 'lockfile-mismatch', start, end: start + 1, subject: different.name, message: `Manifest and lockfile do not agree on "${different.name}"` }];
}

/** The lockfile's copy of the manifest against the manifest: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages */
async function npmMismatch(view: TextView, folder: string, evidence: Evidence): Promise<Remark[]> {
  const manifest = await evidence.files.text(inFolder(folder, 'package.json'));
  if (manifest === undefined) return [];
  const [ours, theirs] = [parsed(manifest), parsed(view.text)];
  if (ours === undefined) return [];
  const copy = field(field(theirs, 'packages'), '');
  if (copy === undefined) return [];
  const different: string[] = [];
  for (const section of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    const mine = field(ours, section) ?? {};
    const locked = field(copy, section) ?? {};
    for (const name of new Set([...Object.keys(mine), ...Object.keys(locked)])) if (mine[name] !== locked[name]) different.push(name);
  }
  // A dependency that is both optional and ordinary is written once only by npm.
  const optional = field(ours, 'optionalDependencies') ?? {};
  const [name] = different.filter((one) => !(one in optional));
  const at = view.text.indexOf('"packages"');
  if (name === undefined || at < 0) return [];
  const start = Math.max(0, view.text.indexOf(`"${name}"`, at) < 0 ? at : view.text.indexOf(`"${name}"`, at));
  return [{ rule: 'lockfile-mismatch', start, end: start + 1, subject: name, message: `Manifest and lockfile do not agree on "${name}"` }];
}

type Fields = Readonly<Record<string, unknown>>;

function field(value: unknown, name: string): Fields | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Fields)[name] : undefined;
  return typeof found === 'object' && found !== null ? (found as Fields) : undefined;
}
