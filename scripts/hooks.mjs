// Writes the hooks, which are one script under several names: each must work wherever it is copied alone. hooks/pre-commit is the one to edit; a test compares.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'hooks');
const script = readFileSync(join(folder, 'pre-commit'), 'utf8');
for (const door of ['prepare-commit-msg', 'pre-merge-commit', 'pre-applypatch', 'commit-msg', 'pre-push']) {
  const file = join(folder, door);
  writeFileSync(file, script.replace("\ndoor='pre-commit'\n", `\ndoor='${door}'\n`));
  chmodSync(file, 0o755);
}
