import { isatty } from 'node:tty';
import type { HistoryProgress } from '../app/history-scan.js';
import { cutTo } from '../report/text-width.js';
import type { Terminal } from './terminal.js';

const BAR = 24;
/** How often a terminal is told, and how often a log: a build's log is read later. */
const TERMINAL_MS = 150;
const LOG_MS = 10_000;

/** Says on standard error how far a long scan is: a bar on a terminal, cut to its width, since of a line that is broken only the end can be cleared; a line now and then elsewhere. `end` clears the bar. */
export function historyProgress(terminal: Terminal, quiet: boolean): { readonly tell: (progress: HistoryProgress) => void; readonly end: () => void; readonly bar: boolean } {
  const bar = isatty(2) && !quiet;
  const begun = Date.now();
  let last = begun;
  let shown = false;
  return {
    bar,
    tell: (progress) => {
      const now = Date.now();
      if (quiet || now - last < (bar ? TERMINAL_MS : LOG_MS)) return;
      last = now;
      shown = true;
      terminal.err(bar ? `\r\u001b[K${cutTo((process.stderr.columns || 80) - 1, barText(progress, now - begun), 'start')}` : `precommit-guard: ${words(progress, now - begun)}\n`);
    },
    end: () => {
      if (bar && shown) terminal.err('\r\u001b[K');
      shown = false;
    },
  };
}

function barText(progress: HistoryProgress, ms: number): string {
  const { objects, total } = progress;
  if (total === undefined || total === 0) return words(progress, ms);
  const part = Math.min(1, objects / total);
  const full = Math.round(part * BAR);
  const left = part === 0 ? '' : `, ${duration((ms / part) * (1 - part))} left`;
  return `[${'#'.repeat(full)}${' '.repeat(BAR - full)}] ${Math.floor(part * 100)} %, ${words(progress, ms)}${left}`;
}

function words({ objects, bytes, suspects }: HistoryProgress, ms: number): string {
  const megabytes = bytes / 1e6;
  return `${objects} objects, ${Math.round(megabytes)} MB read (${Math.round(megabytes / (ms / 1000))} MB/s), ${suspects} to look at closer`;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
