import type { Language } from '../model/language.js';

/** How each language reads a value from the environment. */
const READS: Readonly<Partial<Record<Language, (name: string) => string>>> = {
  javascript: (name) => `process.env.${name}`,
  typescript: (name) => `process.env.${name}`,
  python: (name) => `os.environ["${name}"]`,
  java: (name) => `System.getenv("${name}")`,
  kotlin: (name) => `System.getenv("${name}")`,
  go: (name) => `os.Getenv("${name}")`,
  csharp: (name) => `Environment.GetEnvironmentVariable("${name}")`,
  php: (name) => `getenv('${name}')`,
  ruby: (name) => `ENV.fetch('${name}')`,
  c: (name) => `getenv("${name}")`,
  cpp: (name) => `std::getenv("${name}")`,
  rust: (name) => `std::env::var("${name}")?`,
  swift: (name) => `ProcessInfo.processInfo.environment["${name}"]`,
  shell: (name) => `"\${${name}:?}"`,
  // https://developer.hashicorp.com/terraform/language/values/variables: TF_VAR_name gives it its value.
  terraform: (name) => `variable "${name.toLowerCase()}" { sensitive = true }\nvar.${name.toLowerCase()}`,
};

/** The secure form of a credential in code: where it is read from instead. Undefined for languages that read nothing. */
export function environmentForm(language: Language, name: string): string | undefined {
  return READS[language]?.(name);
}
