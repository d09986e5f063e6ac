import type { TextView } from '../detect/text-view.js';
import { type Evidence, inFolder } from './evidence.js';
import type { Remark } from './finding.js';
import type { NameLists } from './name-lists.js';

const NPM_LOCK = /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/;
const YARN_LOCK = /(?:^|\/)yarn\.lock$/;
/** The registries that package managers ask by default. */
const REGISTRIES = ['registry.npmjs.org', 'registry.yarnpkg.com', 'npm.pkg.github.com', 'codeload.github.com', 'github.com', 'npm.jsr.io'];
/** Findings of one kind in one lockfile: the rest says the same. */
const MOST = 20;

/** What a change does to a lockfile: where packages come from, what vouches for them, what they run. */
export async function lockfileRemarks(view: TextView, evidence: Evidence, lists: NameLists): Promise<Remark[]> {
  if (NPM_LOCK.test(view.path)) {
    const remarks = [...(await sources(view, /"resolved"\s*:\s*"([^"\n]+)"/g, evidence)), ...(await mismatch(view, evidence))];
    // Only a change says anything: what was there before is nobody's news.
    return isChanged(view) ? [...remarks, ...integrity(view), ...scripts(view, lists)] : remarks;
  }
  if (YARN_LOCK.test(view.path)) return sources(view, /^[ \t]+resolved[ \t]+"([^"\n]+)"/gm, evidence);
  return [];
}

/** Was there a part of it before? */
function isChanged({ added, text }: TextView): boolean {
  if (added.kind === 'all') return false;
  const lines = added.ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return lines + 1 < text.split('\n').length - 1;
}

/** New entries from a registry that neither the other entries nor the configuration name, and such as come unencrypted. */
async function sources(view: TextView, pattern: RegExp, evidence: Evidence): Promise<Remark[]> {
  const configured = await evidence.texts(/(?:^|\/)\.(?:npmrc|yarnrc(?:\.yml)?)$/);
  const known = new Set(REGISTRIES);
  let wasThere = false;
  const fresh: { host: string; secure: boolean; start: number; end: number }[] = [];
  for (const { 0: whole, 1: url = '', index } of view.text.matchAll(pattern)) {
    const [, scheme = '', host = ''] = /^(?:git\+)?([a-z]+):\/\/(?:[^@/]*@)?([^/:]+)/.exec(url) ?? [];
    if (host === '') continue;
    const start = index + whole.indexOf(url);
    if (view.isAdded(start, start + url.length)) fresh.push({ host, secure: scheme !== 'http', start, end: start + url.length });
    else {
      wasThere = true;
      known.add(host);
    }
  }
  // A lockfile that is new as a whole has no others to compare with: what most of it says is the project's own registry.
  const counts = new Map<string, number>();
  for (const { host } of fresh) counts.set(host, (counts.get(host) ?? 0) + 1);
  const remarks: Remark[] = [];
  for (const { host, secure, start, end } of fresh) {
    if (remarks.length >= MOST) break;
    const local = /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host);
    const usual = known.has(host) || (!wasThere && (counts.get(host) ?? 0) * 2 > fresh.length) || configured.some((text) => text.includes(host));
    if (!usual)
      remarks.push({ rule: 'lockfile-source', start, end, subject: host, message: `A locked package comes from "${host}", where no other package of the project comes from` });
    else if (!secure && !local)
      remarks.push({ rule: 'lockfile-source', start, end, subject: `http:${host}`, message: 'A locked package is fetched without encryption', level: 'warning' });
  }
  return remarks;
}

/** Entries from a registry without a hash, or with one that is broken, where the others have better ones. */
function integrity(view: TextView): Remark[] {
  const remarks: Remark[] = [];
  const strong = (view.text.match(/"integrity"\s*:\s*"sha(?:512|384|256)-/g) ?? []).length;
  for (const { 0: entry, 1: fields = '', index } of view.text.matchAll(/\{([^{}]*"resolved"\s*:\s*"https?:\/\/[^{}]*)(?=[{}])/g)) {
    if (remarks.length >= MOST) break;
    const at = index + entry.indexOf('"resolved"');
    const weak = /"integrity"\s*:\s*"(?:sha1|md5)-(?![^"]*sha512-)/.exec(fields);
    const missing = !fields.includes('"integrity"');
    if ((!weak && !missing) || strong === 0) continue;
    const start = weak === null ? at : index + 1 + weak.index;
    const end = start + (weak === null ? '"resolved"'.length : '"integrity"'.length);
    // git and tarballs from elsewhere have no hash in some versions of npm.
    if (!view.isAdded(start, end) || (missing && !/"resolved"\s*:\s*"https?:\/\/registry\./.test(fields))) continue;
    const message = missing ? 'A locked package has no integrity hash, though others have' : 'A locked package is vouched for by SHA-1 or MD5 alone, though others have SHA-512';
    remarks.push({ rule: 'lockfile-source', start, end, subject: `${missing ? 'none' : 'weak'}:${nameBefore(view.text, index)}`, message, level: 'warning' });
  }
  return remarks;
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

/** The package whose entry opens at `brace`. */
function nameBefore(text: string, brace: number): string {
  return /"(?:[^"]*node_modules\/)?([^"]*)"\s*:\s*$/.exec(text.slice(Math.max(0, brace - 300), brace))?.[1] ?? '';
}

/** The lockfile's copy of the manifest against the manifest: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages */
async function mismatch(view: TextView, evidence: Evidence): Promise<Remark[]> {
  const folder = view.path.includes('/') ? view.path.slice(0, view.path.lastIndexOf('/')) : '';
  const manifest = await evidence.files.text(inFolder(folder, 'package.json'));
  if (manifest === undefined) return [];
  let ours: unknown;
  let theirs: unknown;
  try {
    ours = JSON.parse(manifest);
    theirs = JSON.parse(view.text);
  } catch {
    return [];
  }
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
