import { resolve } from 'node:path';
import { safeText } from '../app/safe-text.js';
import type { ScanResult } from '../model/scan-result.js';
import { formatNamed, type ReportOptions } from '../report/formats.js';
import type { Pieces } from '../report/pieces.js';
import { appendReport } from './terminal.js';

/** What is said of a result in a format for programs; nothing in one for people. */
export async function reportIn(format: string | undefined, result: ScanResult, told: Omit<ReportOptions, 'clean'>): Promise<Pieces> {
  const report = await formatNamed(format)?.load();
  return report?.(result, { ...told, clean: safeText }) ?? '';
}

/** Writes what a format says elsewhere too, where the environment names a file for it. */
export async function writeBeside(format: string | undefined, result: ScanResult, told: Omit<ReportOptions, 'clean'>, env: NodeJS.ProcessEnv): Promise<void> {
  const beside = formatNamed(format)?.beside;
  const file = beside === undefined ? undefined : env[beside.variable];
  if (beside === undefined || file === undefined || file === '') return;
  const report = await beside.load();
  appendReport(resolve(file), report(result, { ...told, clean: safeText }));
}
