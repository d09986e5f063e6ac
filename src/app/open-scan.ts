import { discoverConfig } from '../config/discover.js';
import { type Overrides, type Settings, settingsOf } from '../config/settings.js';
import { Detector } from '../detect/detector.js';
import type { ScanResult } from '../model/scan-result.js';
import { builtIn } from '../rules/built-in.js';
import { type EngineChoice, regexEngine } from '../rules/regex-engine.js';
import { Ruleset } from '../rules/ruleset.js';
import { fileTexts, inputText } from '../sources/files.js';
import type { GitContext } from '../sources/git-process.js';
import { pathFilter } from '../sources/path-filter.js';
import { findRepository, requireRepository } from '../sources/repository.js';
import type { PathFilter, SourceItem } from '../sources/source-item.js';
import { stagedTexts } from '../sources/staged.js';
import { runScan } from './run-scan.js';

/** What to scan. */
export type Door =
  | { readonly kind: 'staged' }
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

/** One scan from request to result: configuration, rules, source, detector. */
export async function openScan(request: ScanRequest): Promise<FinishedScan> {
  const { context, door } = request;
  const root = (door.kind === 'staged' ? requireRepository(context) : findRepository(context))?.root ?? context.cwd;
  const { config } = request.config === false ? { config: {} } : await discoverConfig(context.cwd, root, request.config);
  const all = builtIn();
  const settings = settingsOf(config, request.overrides, all);
  const detector = new Detector(new Ruleset({ table: all, choices: settings.choices }, regexEngine(request.engine)), all, settings.salt);
  const items = await source(door, context, pathFilter(settings.include, settings.exclude));
  return { result: await runScan(request.allLines ? withAllLines(items) : items, detector), settings };
}

async function source(door: Door, context: GitContext, filter: PathFilter): Promise<AsyncIterable<SourceItem> | Iterable<SourceItem>> {
  switch (door.kind) {
    case 'staged':
      return stagedTexts(requireRepository(context), context, filter);
    case 'files':
      return fileTexts(door.paths, context, filter);
    case 'stdin':
      return inputText(door.content, door.name);
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
