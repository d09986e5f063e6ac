import type { Settings } from '../config/settings.js';
import { hasSecretVariables, type OwnFile, ownFiles } from '../sources/own-files.js';
import type { PackagePlace } from './package-scan.js';
import type { Beside, Look } from './run-scan.js';

/** Looks for the developer's own credentials; loaded with the first text, where there are any. Undefined where they are not to be looked for. */
export function ownScan({ root, context }: PackagePlace, settings: Settings, { ruleset, detector }: Look): { readonly judge: Beside; close(): void } | undefined {
  if (!settings.ownSecrets || !ruleset.runs('own-secret')) return undefined;
  let loaded: import('./own-secrets.js').OwnSecrets | undefined;
  let files: readonly OwnFile[] | undefined;
  return {
    judge(text, already) {
      if (loaded !== undefined) return loaded.judge(text, already);
      files ??= ownFiles(root, context.env['HOME'] ?? context.env['USERPROFILE']);
      const there = files;
      if (there.length === 0 && !hasSecretVariables(context.env)) return undefined;
      return import('./own-secrets.js').then(async ({ OwnSecrets }) => {
        loaded ??= new OwnSecrets(there, context, await detector());
        return loaded.judge(text, already);
      });
    },
    close: () => loaded?.close(),
  };
}
