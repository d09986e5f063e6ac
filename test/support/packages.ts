import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import type { AddedLines } from '../../src/model/source-text.js';
import { PackageCheck } from '../../src/packages/package-check.js';
import type { ProjectFiles } from '../../src/packages/project-files.js';
import { allRules, detectorOf, textOf } from './scan.js';

/** A project: its tracked files by path, and folders that lie on the disk untracked, as what is installed does. */
export interface Project {
  readonly files: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  readonly allow?: readonly string[];
  readonly block?: readonly string[];
}

/** What is said of the packages of one more file of a project: warnings and errors, notes only where `notes` asks for them. */
export async function packagesIn(
  project: Project,
  path: string,
  text: string,
  { notes = false, added }: { notes?: boolean; added?: AddedLines } = {},
): Promise<readonly Finding[]> {
  const root = mkdtempSync(join(tmpdir(), 'guard-packages-'));
  try {
    for (const folder of project.folders ?? []) mkdirSync(join(root, folder), { recursive: true });
    const files: Readonly<Record<string, string>> = { ...project.files, [path]: text };
    const tree: ProjectFiles = { root, text: async (name) => (Object.hasOwn(files, name) ? files[name] : undefined), list: async () => Object.keys(files) };
    const check = new PackageCheck(tree, detectorOf(allRules().judged), { allow: project.allow ?? [], block: project.block ?? [] }, {});
    const { findings } = await check.judge(textOf(text, path, added));
    return findings.filter(({ level }) => notes || level !== 'note');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
