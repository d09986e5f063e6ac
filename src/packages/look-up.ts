import type { Remark } from './finding.js';

/** Asks a registry for a package; undefined where it does not tell. */
export type LookUp = (ecosystem: 'npm' | 'pypi', name: string) => Promise<Answer | undefined>;

interface Answer {
  readonly exists: boolean;
  readonly days?: number;
  readonly deprecated?: boolean;
}

/** A package that was published so few days ago nobody has had the time to look at. */
const YOUNG = 30;

/** What was to be said of a package, with what the registry says: a made-up name may be registered by now. */
export function withAnswer(remark: Remark, name: string, answer: Answer | undefined): Remark {
  if (answer === undefined) return remark;
  const { level: _, confidence: __, ...rest } = remark;
  if (!answer.exists) return { ...rest, confidence: 'high', message: `"${name}" does not exist: the registry does not know it` };
  const young = youth(answer);
  if (young !== undefined) return { ...rest, message: `${remark.message}; ${young}` };
  return { ...remark, level: remark.level === 'note' ? 'note' : 'warning', message: `"${name}" is in the registry, and no manifest of the project declares it` };
}

/** What the registry says of a dependency that is declared; undefined when all is well. */
export function answerRemark(at: Omit<Remark, 'message' | 'rule'>, name: string, answer: Answer | undefined): Remark | undefined {
  if (answer === undefined) return undefined;
  if (!answer.exists) return { ...at, rule: 'unresolved-package', confidence: 'high', message: `"${name}" does not exist: the registry does not know it` };
  const young = youth(answer);
  if (young !== undefined) return { ...at, rule: 'unresolved-package', level: 'warning', message: `"${name}": ${young}` };
  return answer.deprecated === true ? { ...at, rule: 'unresolved-package', level: 'warning', message: `"${name}" is deprecated by its makers` } : undefined;
}

function youth({ days }: Answer): string | undefined {
  return days !== undefined && days < YOUNG ? `it was first published ${days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`}` : undefined;
}
