import { readyScan } from '../app/ready-scan.js';
import { settingsOf } from '../config/settings.js';
import { prettyReport } from '../report/pretty.js';
import { builtIn } from '../rules/built-in.js';
import type { SourceItem } from '../sources/source-item.js';

/** Letters and digits as a generator draws them; made here, since the repository holds nothing that looks like a token. */
const KEY = Array.from({ length: 16 }, (_, at) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[(at * at * 7 + at * 3 + 5) % 32]).join('');
const SAMPLE = `// A sample.
const accessKeyId = 'AKIA${KEY}';
const settings = { user: 'app', password: '${KEY.slice(0, 9).toLowerCase()}Q7' };
require('child_process').exec('convert ' + request.query.file);
`;

/** Scans a sample with findings and prints nothing: what a hook runs when it finds something is then compiled, and can be kept, though the run that keeps it found nothing. */
export async function warmUp(): Promise<void> {
  const all = builtIn();
  const bytes = Buffer.from(SAMPLE);
  const text = { path: 'sample.js', bytes, language: 'javascript', added: { kind: 'lines', ranges: [{ first: 1, last: 4 }] }, origin: { door: 'staged', blob: '' } } as const;
  const result = await readyScan(settingsOf({}, {}, all), 'auto', all)(itemsOf({ kind: 'text', text, rawBytes: bytes.length, addedLines: 4 }));
  prettyReport(result, { colour: false, quiet: false, verbose: false, fails: () => true });
}

async function* itemsOf(item: SourceItem): AsyncGenerator<SourceItem> {
  yield item;
}
