import { readFileSync } from 'node:fs';
import { AgentRules } from '../app/agent/agent-rules.js';
import { AGENTS, type Answer, agentNamed, folderOf } from '../app/agent/agents.js';
import { bypassIn } from '../app/agent/bypass.js';
import { isFields } from '../app/agent/event.js';
import { INSTRUCTIONS } from '../app/agent/instructions.js';
import { Judge, looksLikeCommit } from '../app/agent/judge.js';
import { reasonFor } from '../app/agent/reason.js';
import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import type { GitContext } from '../sources/git-process.js';
import { findRepository } from '../sources/repository.js';
import { startStagedDiff } from '../sources/staged-diff.js';
import { standardInput, type Terminal } from './terminal.js';

/**
 * `agent NAME`: what a coding agent's hook runs. One event comes as JSON on standard input, the answer goes out in that agent's own protocol. What cannot be understood is refused: exit code 2, which
 * all of them take for no.
 */
export async function agentCommand([name, ...more]: readonly string[], context: GitContext, terminal: Terminal): Promise<ExitCode> {
  if (name === 'instructions' && more.length === 0) {
    terminal.out(INSTRUCTIONS);
    return 0;
  }
  const agent = agentNamed(name);
  if (agent === undefined || more.length > 0) {
    throw new GuardError('usage', 'agent wants the name of a coding agent.', {
      hint: `Known: ${AGENTS.map((one) => one.name).join(', ')}. npx precommit-guard init --agent NAME puts its hooks in place.`,
    });
  }
  const input = await eventInput();
  const cwd = folderOf(input) ?? context.cwd;
  const place = { cwd, env: context.env };
  const events = agent.events(input);
  // A way round the hooks is refused whatever the rules are, and before git is asked anything.
  const by = events.map((event) => (event.kind === 'command' ? bypassIn(event.command) : undefined)).find((one) => one !== undefined);
  if (by !== undefined) return answered(agent.refusal(input, reasonFor({ kind: 'bypass', by })), terminal);
  const diff = events.some(looksLikeCommit) && findRepository(place) !== undefined ? startStagedDiff(place) : undefined;
  const rules = await AgentRules.at(place);
  const judge = new Judge(rules, place, diff);
  for (const event of events) {
    const objection = await judge.object(event);
    if (objection === undefined) continue;
    const reason = reasonFor(objection);
    // Findings are masked already; what is foreign in an error is not.
    return answered(agent.refusal(input, objection.kind === 'incomplete' ? await rules.scrubbed(reason) : reason), terminal);
  }
  return answered(agent.pass(input), terminal);
}

function answered({ out, err, code }: Answer, terminal: Terminal): ExitCode {
  terminal.out(out);
  terminal.err(err);
  return code;
}

async function eventInput(): Promise<Readonly<Record<string, unknown>>> {
  const text = (await allInput()).toString('utf8').replace(/^\ufeff/, '');
  try {
    const input: unknown = JSON.parse(text);
    if (isFields(input)) return input;
  } catch {
    // Told below, without the text: it may hold anything.
  }
  throw new GuardError('usage', 'What the coding agent said is no JSON object.', {
    hint: 'This command is run by an agent’s hook; npx precommit-guard init --agent NAME puts it in place.',
  });
}

/** In one call where that can be: Node's stream of standard input costs a hook three milliseconds. */
async function allInput(): Promise<Buffer> {
  try {
    return readFileSync(0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return await standardInput();
    throw new GuardError('unreadable', 'Standard input cannot be read.', { hint: 'It holds what the coding agent is about to do.', cause: error });
  }
}
