// Functions of public repositories that use dangerous interfaces safely: an error on one of them blocks somebody's commit for nothing.
//   node bench/quality/safe-functions.mjs FOLDER                    FOLDER/<owner>+<name>.git are bare clones; the list is bench/quality/safe-functions.txt
//   node bench/quality/safe-functions.mjs FOLDER --pick OWNER+NAME… chooses functions anew and prints the list
// Only places are kept (owner+name@commit:path:first-last), never the code.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Detector } from '../../dist/lib/detect/detector.js';
import { scanText } from '../../dist/lib/detect/scan-text.js';
import { builtIn } from '../../dist/lib/rules/built-in.js';
import { regexEngine } from '../../dist/lib/rules/regex-engine.js';
import { Ruleset } from '../../dist/lib/rules/ruleset.js';
import { languageOf } from '../../dist/lib/text/language-of.js';

const LIST = join(import.meta.dirname, 'safe-functions.txt');
const MOST_FLAGGED = 0.05;
const [folder, option, ...names] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder with the bare clones');

/** By extension: what is dangerous when it is used badly. */
const DANGEROUS = {
  '.py': /\b(?:\.execute\(|subprocess\.|os\.popen|pickle\.|yaml\.|eval\(|mark_safe|hashlib\.|requests\.(?:get|post)|open\(|random\.|redirect\(|tarfile|jwt\.decode|extractall)/,
  '.js': /\b(?:innerHTML|exec(?:File|Sync)?\(|spawn\(|eval\(|createHash|readFile|sendFile|redirect\(|Math\.random|\.query\(|fetch\(|setTimeout\()/,
  '.ts': /\b(?:innerHTML|exec(?:File|Sync)?\(|spawn\(|createHash|readFile|redirect\(|Math\.random|\.query\(|fetch\(|randomBytes)/,
  '.java':
    /\b(?:prepareStatement|executeQuery|ProcessBuilder|Runtime\.getRuntime|MessageDigest|Cipher\.getInstance|new File\(|ObjectInputStream|DocumentBuilderFactory|sendRedirect|new URL\(|Random\()/,
  '.php': /\b(?:->query\(|->prepare\(|exec\(|unserialize\(|include |require |file_get_contents\(|md5\(|sha1\(|header\(|echo |curl_setopt|random_)/,
  '.go': /\b(?:exec\.Command|\.Query\(|\.Exec\(|sha1\.|md5\.|os\.(?:Open|ReadFile|Create)|http\.(?:Get|Redirect)|template\.|tls\.Config|rand\.|filepath\.Join)/,
  '.cs': /\b(?:SqlCommand|ExecuteSql|Process\.Start|MD5|SHA1|SHA256|File\.(?:Open|Read)|Path\.Combine|Redirect\(|HttpClient|Random\(|XmlReader|Deserialize)/,
  '.rb': /\b(?:\.where\(|system\(|`|Open3|YAML\.|Marshal|File\.(?:read|open)|redirect_to|html_safe|Digest::|SecureRandom|send\()/,
  '.c': /\b(?:strcpy|strcat|sprintf|memcpy|snprintf|system\(|popen|fopen\(|rand\(|scanf|free\()/,
};
/** Where a function begins, at the beginning of a line. */
const BEGIN =
  /^[ \t]*(?:(?:async |export |default |static |public |private |protected |internal |override |final |abstract |virtual )*(?:def|function|func|fn)\b|(?:public|private|protected|internal|static)\b[^;=]*\([^;]*$|(?:async )?\w+\([^;]*\) \{$|[a-z][\w \t*]+\([^;]*\)\s*\{?$)/;
const LEAST_LINES = 4;
const MOST_LINES = 60;
const EACH = 12;

const git = (repository, ...args) => {
  const path = [join(folder, `${repository}.git`), join(folder, repository, 'repo'), join(folder, repository)].find(existsSync);
  const { stdout, status } = spawnSync('git', ['--git-dir', path, ...args], { maxBuffer: 1 << 28 });
  return status === 0 ? stdout : undefined;
};

/** [first, last] lines of the functions of a text, by indentation. */
function functionsOf(text) {
  const lines = text.split('\n');
  const found = [];
  const indent = (line) => /^[ \t]*/.exec(line)[0].length;
  for (let first = 0; first < lines.length; first++) {
    if (!BEGIN.test(lines[first])) continue;
    let last = first + 1;
    while (last < lines.length && last - first < MOST_LINES && (lines[last].trim() === '' || indent(lines[last]) > indent(lines[first]) || /^[ \t]*[{)]/.test(lines[last]))) last++;
    if (last - first >= LEAST_LINES && last - first < MOST_LINES) found.push([first + 1, Math.min(last + 1, lines.length)]);
  }
  return found;
}

function* picked(repository) {
  const commit = git(repository, 'rev-parse', 'HEAD').toString().trim();
  const paths = git(repository, 'ls-tree', '-r', '--name-only', 'HEAD').toString().split('\n');
  const places = [];
  for (const path of paths) {
    const dangerous = DANGEROUS[extname(path)];
    if (
      dangerous === undefined ||
      /(?:^|\/)(?:tests?|specs?|__tests__|vendor|deps|docs?|examples?|dist|node_modules|migrations)\/|[._-](?:test|spec|min)\./i.test(path) ||
      /Tests?\.(?:java|cs)$|_test\.go$/.test(path)
    )
      continue;
    places.push({ path, dangerous, order: createHash('sha256').update(path).digest('hex') });
  }
  places.sort((a, b) => (a.order < b.order ? -1 : 1));
  let count = 0;
  for (const { path, dangerous } of places) {
    if (count === EACH) return;
    const text = git(repository, 'show', `HEAD:${path}`)?.toString('latin1');
    const one =
      text === undefined
        ? undefined
        : functionsOf(text).find(([first, last]) =>
            dangerous.test(
              text
                .split('\n')
                .slice(first - 1, last)
                .join('\n'),
            ),
          );
    if (one === undefined) continue;
    count++;
    yield `${repository}@${commit}:${path}:${one[0]}-${one[1]}`;
  }
}

if (option === '--pick') {
  for (const name of names) for (const place of picked(name)) console.log(place);
} else {
  const { rules } = builtIn();
  const detector = new Detector(new Ruleset(rules, regexEngine('auto')), rules);
  const count = { functions: 0, error: 0, warning: 0 };
  for (const place of readFileSync(LIST, 'utf8').split('\n')) {
    const match = /^([^@#]+)@([0-9a-f]{40}):(.+):(\d+)-(\d+)$/.exec(place);
    if (match === null) continue;
    const [, repository, commit, path, first, last] = match;
    const bytes = git(repository, 'show', `${commit}:${path}`);
    if (bytes === undefined) throw new Error(`${place}: not in ${folder}`);
    const language = languageOf(path);
    const inside = scanText({ path, bytes, language, added: { kind: 'all' }, origin: { door: 'file' } }, detector).findings.filter(
      ({ kind, start }) => kind === 'insecure-code' && start.line >= Number(first) && start.line <= Number(last),
    );
    count.functions++;
    for (const level of ['error', 'warning']) {
      const hits = inside.filter((finding) => finding.level === level);
      if (hits.length > 0) count[level]++;
      for (const { ruleId, start } of hits) console.log(`${level} ${ruleId} ${repository}:${path}:${start.line}`);
    }
  }
  const percent = (number) => `${((100 * number) / count.functions).toFixed(1)} %`;
  console.log(`${count.functions} functions: ${count.error} with errors (${percent(count.error)}), ${count.warning} with warnings (${percent(count.warning)})`);
  if (count.error > MOST_FLAGGED * count.functions) process.exitCode = 1;
}
