import { discoverConfig } from '../config/discover.js';
import { type Overrides, type Settings, settingsOf } from '../config/settings.js';
import type { ScanResult } from '../model/scan-result.js';
import { builtIn } from '../rules/built-in.js';
import { type EngineChoice, regexEngine } from '../rules/regex-engine.js';
import { Ruleset } from '../rules/ruleset.js';
import type { GitContext } from '../sources/git-process.js';
import { pathFilter } from '../sources/path-filter.js';
import { findRepository, requireRepository } from '../sources/repository.js';
import type { PathFilter, SourceItem } from '../sources/source-item.js';
import { Staged } from '../sources/staged.js';

/** What to scan. */
export type Door =
  /** `begun`: a scan that is under way already. */
  | { readonly kind: 'staged'; readonly begun?: Staged }
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
}

export interface FinishedScan {
  readonly result: ScanResult;
  readonly settings: Settings;
}

/** One scan from request to result: source, configuration, rules, detector. What takes long goes first, what may not be needed is loaded last. */
export async function openScan(request: ScanRequest): Promise<FinishedScan> {
  const { context, door } = request;
  const startedAt = Date.now();
  const staged = door.kind === 'staged' ? (door.begun ?? new Staged(requireRepository(context), context)) : undefined;
  try {
    const root = findRepository(context)?.root ?? context.cwd;
    const { config } = request.config === false ? { config: {} } : await discoverConfig(context.cwd, root, request.config);
    const all = builtIn();
    const settings = settingsOf(config, request.overrides, all);
    const ruleset = new Ruleset({ table: all, choices: settings.choices }, regexEngine(request.engine));
    void staged?.some.then(() => ruleset.prepare());
    if (staged !== undefined && (await staged.changes).length === 0) return { result: nothing(ruleset, Date.now() - startedAt), settings };
    const { runScan } = await import('./run-scan.js');
    const { Detector } = await import('../detect/detector.js');
    const filter = pathFilter(settings.include, settings.exclude);
    const items = staged === undefined ? await source(door, context, filter) : staged.texts(filter);
    return { result: await runScan(request.allLines ? withAllLines(items) : items, new Detector(ruleset, all, settings.salt)), settings };
  } finally {
    staged?.close();
  }
}

/** Nothing is staged: clean, and said to be nothing. */
function nothing(ruleset: Ruleset, ms: number): ScanResult {
  const stats = { files: 0, bytes: 0, addedLines: 0, rules: ruleset.size, ms, engine: undefined };
  return { findings: [], suppressed: 0, omitted: 0, skipped: [], errors: [], complete: true, stats };
}

async function source(door: Door, context: GitContext, filter: PathFilter): Promise<AsyncIterable<SourceItem> | Iterable<SourceItem>> {
  switch (door.kind) {
    case 'staged':
      return (door.begun ?? new Staged(requireRepository(context), context)).texts(filter);
    case 'files': {
      const { fileTexts } = await import('../sources/files.js');
      return fileTexts(door.paths, context, filter);
    }
    case 'stdin': {
      const { inputText } = await import('../sources/files.js');
      return inputText(door.content, door.name);
    }
    case 'range': {
      requireRepository(context);
      const { rangeTexts } = await import('../sources/range.js');
      return rangeTexts(door.range, context, filter);
    }
  }
}

async function* withAllLines(items: AsyncIterable<SourceItem> | Iterable<SourceItem>): AsyncGenerator<SourceItem> {
  for await (const item of items) yield item.kind === 'text' ? { ...item, text: { ...item.text, added: { kind: 'all' } } } : item;
}
