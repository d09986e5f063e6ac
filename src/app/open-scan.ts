import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { discoverConfig } from '../config/discover.js';
import { BASELINE } from '../config/places.js';
import { type Overrides, type Settings, settingsOf } from '../config/settings.js';
import type { Finding } from '../model/finding.js';
import type { ScanResult } from '../model/scan-result.js';
import type { EngineChoice } from '../rules/regex-engine.js';
import type { RuleTable } from '../rules/rule-table.js';
import type { GitContext } from '../sources/git-process.js';
import { pathFilter } from '../sources/path-filter.js';
import { findRepository, requireRepository } from '../sources/repository.js';
import type { PathFilter, SourceItem } from '../sources/source-item.js';
import { type StagedRequest, stagedTexts } from '../sources/staged.js';
import type { PackagePlace } from './package-scan.js';
import { rulesOf } from './rules-of.js';

/** What to scan. */
export type Door =
  | ({ readonly kind: 'staged' } & StagedRequest)
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'stdin'; readonly content: Buffer; readonly name: string }
  | { readonly kind: 'range'; readonly range: string };

export interface ScanRequest {
  readonly door: Door;
  readonly context: GitContext;
  /** A configuration file named by the user; `false`: none is read. */
  readonly config: string | false | undefined;
  readonly overrides: Overrides;
  readonly engine: EngineChoice;
  /** Report all lines of what is scanned, not only those the change adds. */
  readonly allLines: boolean;
  /** Ask the registry of the project for packages that are new. The one way to the network. */
  readonly online?: boolean;
  /** A file of findings that were there before; `false`: none counts. */
  readonly baseline?: string | false | undefined;
  /** Rules that are ready already; then configuration, overrides and engine do not count. */
  readonly ready?: { readonly settings: Settings; scan(items: AsyncIterable<SourceItem>, place: PackagePlace): Promise<ScanResult> };
}

export interface FinishedScan {
  readonly result: ScanResult;
  readonly settings: Settings;
}

/** One scan from request to result: source, configuration, rules, detector. What takes long goes first, what may not be needed is loaded last. */
export async function openScan(request: ScanRequest): Promise<FinishedScan> {
  const { context, door } = request;
  const startedAt = Date.now();
  if (door.kind === 'staged' || door.kind === 'range') requireRepository(context);
  const root = findRepository(context)?.root ?? context.cwd;
  const { config, file } = request.config === false ? { config: {}, file: undefined } : await discoverConfig(context.cwd, root, request.config);
  const all = await rulesOf(config, root, context.env);
  const settings = request.ready?.settings ?? settingsOf(config, request.overrides, all);
  const items = await source(door, context, pathFilter(settings.include, settings.exclude));
  try {
    const first = await items.next();
    if (first.done) {
      const result = nothing(settings, Date.now() - startedAt);
      // Commits that only take files away bring no text, and may take the guard away.
      return { result: door.kind === 'range' ? { ...result, findings: await signOff(door.range, result, settings, all, context) } : result, settings };
    }
    const texts = resumed(first.value, items, request.allLines);
    const place: PackagePlace = { root, context, from: door.kind === 'staged' ? 'index' : 'disk', ...(request.online === true ? { online: await onlineAt(root, context) } : {}) };
    if (request.ready !== undefined) return { result: await toldTogether(await request.ready.scan(texts, place), request), settings };
    const { readyScan } = await import('./ready-scan.js');
    const scan = readyScan(settings, request.engine, all, place);
    const used = new Set<number>();
    const scanned = await toldTogether(await newOnly(await scan(texts, used), request, root), request);
    const result = door.kind === 'range' ? { ...scanned, findings: [...scanned.findings, ...(await signOff(door.range, scanned, settings, all, context))] } : scanned;
    if (settings.allow.length === 0 || file === undefined || !wholeTree(request, root)) return { result, settings };
    const { unusedAllowances } = await import('./unused-allowances.js');
    return { result: { ...result, findings: [...result.findings, ...(await unusedAllowances(settings, used, root, file, request.engine, all))] }, settings };
  } finally {
    await items.return(undefined);
  }
}

/** Without what a baseline lets pass. Whoever reads no configuration of the repository's reads no baseline of it either. */
async function newOnly(result: ScanResult, { baseline, config, context }: ScanRequest, root: string): Promise<ScanResult> {
  // One that is named must be there, whatever is found.
  if (baseline === false || (baseline === undefined && (result.findings.length === 0 || config === false || !existsSync(join(root, BASELINE))))) return result;
  const { withoutKnown } = await import('../config/baseline.js');
  const findings = withoutKnown(result.findings, root, context.cwd, baseline);
  return { ...result, findings, suppressed: result.suppressed + result.findings.length - findings.length };
}

/** What is written into a baseline is written down part by part. */
async function toldTogether(result: ScanResult, { baseline }: ScanRequest): Promise<ScanResult> {
  if (baseline === false || !result.findings.some(({ joins }) => joins !== undefined)) return result;
  const { withPairsJoined } = await import('./credential-pairs.js');
  return { ...result, findings: withPairsJoined(result.findings) };
}

async function onlineAt(root: string, { env }: GitContext): Promise<NonNullable<PackagePlace['online']>> {
  const { Registry } = await import('../sources/registry.js');
  const registry = new Registry(root, env);
  return () => (ecosystem, name) => registry.lookUp(ecosystem, name);
}

/** What the commits of a range lack of the names of people. */
async function signOff(range: string, { findings }: ScanResult, settings: Settings, all: RuleTable, context: GitContext): Promise<readonly Finding[]> {
  const { rangeSignOff } = await import('./range-sign-off.js');
  return rangeSignOff(range, findings, settings, all, context);
}

/** Were all files looked at with all rules, so that what was of no use now is of none at all? */
function wholeTree({ door, context, overrides }: ScanRequest, root: string): boolean {
  return door.kind === 'files' && Object.values(overrides).every((one) => one === undefined) && door.paths.some((path) => resolve(context.cwd, path) === resolve(root));
}

/** Nothing is staged: clean, and said to be nothing. */
function nothing({ choices }: Settings, ms: number): ScanResult {
  const stats = { files: 0, bytes: 0, addedLines: 0, rules: choices.filter((choice) => choice !== 'off').length, ms, engine: undefined };
  return { findings: [], suppressed: 0, omitted: 0, skipped: [], errors: [], complete: true, stats };
}

async function source(door: Door, context: GitContext, filter: PathFilter): Promise<AsyncGenerator<SourceItem>> {
  switch (door.kind) {
    case 'staged':
      return stagedTexts(requireRepository(context), context, filter, door);
    case 'files': {
      const { fileTexts } = await import('../sources/files.js');
      return thrifty(fileTexts(door.paths, context, filter));
    }
    case 'stdin': {
      const { inputText } = await import('../sources/files.js');
      return inputText(door.content, door.name);
    }
    case 'range': {
      const { rangeTexts } = await import('../sources/range.js');
      return rangeTexts(door.range, context, filter);
    }
  }
}

/** So many files may be a whole tree: with the first of them, before the young generation has grown. */
const MANY = 50;

/** Hands on what comes, in little memory when it is much. */
async function* thrifty(items: AsyncIterable<SourceItem>): AsyncGenerator<SourceItem> {
  let count = 0;
  for await (const item of items) {
    if (++count === MANY) (await import('../sources/small-heap.js')).keepHeapSmall();
    yield item;
  }
}

async function* resumed(first: SourceItem, rest: AsyncIterable<SourceItem>, allLines: boolean): AsyncGenerator<SourceItem> {
  const scoped = (item: SourceItem): SourceItem => (allLines && item.kind === 'text' ? { ...item, text: { ...item.text, added: { kind: 'all' } } } : item);
  yield scoped(first);
  for await (const item of rest) yield scoped(item);
}
