import { discoverConfig } from '../config/discover.js';
import { type Settings, settingsOf } from '../config/settings.js';
import { attributedTo } from '../detect/attribution.js';
import type { Detector } from '../detect/detector.js';
import { scanMessage } from '../detect/scan-message.js';
import type { Finding } from '../model/finding.js';
import type { ScanResult } from '../model/scan-result.js';
import { regexEngine } from '../rules/regex-engine.js';
import type { GitContext } from '../sources/git-process.js';
import { editedMessage, messageIdentity, personIdentity, storedMessage } from '../sources/message-text.js';
import { committers } from '../sources/people.js';
import { requireRepository } from '../sources/repository.js';
import { detectorOf } from './detector-of.js';
import { ReceiptBook } from './receipt-book.js';
import { rulesOf } from './rules-of.js';
import { fails } from './verdict.js';

/** Scans the words of a commit that is being made: its message and those who make it. What is clean gets a receipt. */
export async function scanWords(written: string, context: GitContext, agent?: string): Promise<{ readonly result: ScanResult; readonly settings: Settings }> {
  const begun = Date.now();
  const repository = requireRepository(context);
  const people = committers(context);
  const { config } = await discoverConfig(context.cwd, repository.root);
  const all = await rulesOf(config, repository.root, context.env);
  const settings = settingsOf(config, {}, all);
  const detector = await detectorOf(settings, regexEngine('auto'), all);
  const message = editedMessage(written);
  const findings = [
    ...scanMessage(message, 'commit-message', { door: 'message' }, detector),
    ...(await people).flatMap((person) => scanMessage(person, 'person', { door: 'message' }, detector)),
  ];
  findings.push(...(await lackOfSignOff(storedMessage(message), await people, agent, settings, detector, context)));
  if (!findings.some((finding) => fails(finding, settings.failOn))) {
    new ReceiptBook(repository).prove([messageIdentity(storedMessage(message)), ...(await people).map(personIdentity)]);
  }
  const { ruleset } = detector;
  const stats = { files: 1, bytes: Buffer.byteLength(message), addedLines: message.split('\n').length, rules: ruleset.size, ms: Date.now() - begun, engine: ruleset.engine.name };
  return { result: { findings, suppressed: 0, omitted: 0, skipped: [], errors: [], complete: true, stats }, settings };
}

/** What the commit that is being made lacks if an assistant makes it: only then is asked what is staged. */
async function lackOfSignOff(
  message: string,
  people: readonly string[],
  agent: string | undefined,
  settings: Settings,
  detector: Detector,
  context: GitContext,
): Promise<Finding[]> {
  if (agent === undefined && attributedTo(message, people, settings.assistants) === undefined) return [];
  const { isLoosening, signOffFindings, unsignedAssistant } = await import('./sign-off.js');
  const commit = { id: undefined, message, people, agent };
  const assistant = unsignedAssistant(commit, settings);
  if (assistant === undefined) return [];
  const { openScan } = await import('./open-scan.js');
  const { stagedSides } = await import('../sources/changed-sides.js');
  const overrides = { only: ['suppression-added', 'configuration-weakened'].filter((id) => detector.ruleset.choiceOf(id) !== 'off') };
  const { result } = await openScan({ door: { kind: 'staged' }, context, config: undefined, overrides, engine: 'builtin', allLines: false });
  return signOffFindings(commit, assistant, { changes: await stagedSides(context), loosened: result.findings.filter(isLoosening) }, settings, detector, context);
}
