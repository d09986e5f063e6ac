import type { Settings } from '../config/settings.js';
import type { Detector } from '../detect/detector.js';
import { hasSecretVariables, type OwnFile, ownFiles } from '../sources/own-files.js';
import type { PackagePlace } from './package-scan.js';
import type { Beside } from './run-scan.js';

/** Looks for the developer's own credentials; loaded with the first text, where there are any. Undefined where they are not to be looked for. */
export function ownScan({ root, context }: PackagePlace, settings: Settings, detector: Detector): { readonly judge: Beside; close(): void } | undefined {
  if (!settings.ownSecrets || detector.ruleset.named('own-secret') === undefined) return undefined;
  let loaded: import('./own-secrets.js').OwnSecrets | undefined;
  let files: readonly OwnFile[] | undefined;
  return {
    judge(text, already) {
      if (loaded !== undefined) return loaded.judge(text, already);
      files ??= ownFiles(root, context.env['HOME'] ?? context.env['USERPROFILE']);
      const there = files;
      if (there.length === 0 && !hasSecretVariables(context.env)) return undefined;
      return import('./own-secrets.js').then(({ OwnSecrets }) => {
        loaded ??= new OwnSecrets(there, context, detector);
        return loaded.judge(text, already);
      });
    },
    close: () => loaded?.close(),
  };
}
