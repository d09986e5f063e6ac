import type { Detector } from '../detect/detector.js';
import { judgeCandidates, type TextFindings } from '../detect/scan-text.js';
import { TextView } from '../detect/text-view.js';
import type { SourceText } from '../model/source-text.js';
import { isManifest } from './concerns.js';
import { Evidence, type Standing } from './evidence.js';
import { blockedRemark, candidateOf, type Remark } from './finding.js';
import { javascriptImports } from './javascript.js';
import { lockfileRemarks } from './lockfile.js';
import { type LookUp, withAnswer } from './look-up.js';
import { ManifestCheck } from './manifest.js';
import type { Mention } from './mention.js';
import { NameLists, type PackageSettings } from './name-lists.js';
import { NpmProject } from './npm.js';
import { OTHER_LANGUAGES } from './other-languages.js';
import { placeOf } from './place.js';
import type { PopularNames } from './popular.js';
import type { ProjectFiles } from './project-files.js';
import { PythonProject } from './pypi.js';
import { pythonImports } from './python.js';

/** Whatever else a file imports: nobody reads more. */
const MOST = 50;

/** Judges the packages that texts of one project ask for. Reads manifests and lockfiles, each once, when a name needs them. */
export class PackageCheck {
  readonly #detector: Detector;
  readonly #lists: NameLists;
  readonly #npm: NpmProject;
  readonly #python: PythonProject;
  readonly #evidence: Evidence;
  readonly #manifests: ManifestCheck;
  readonly #lookUp: LookUp | undefined;

  constructor(files: ProjectFiles, detector: Detector, settings: PackageSettings, env: NodeJS.ProcessEnv, lookUp?: LookUp) {
    this.#detector = detector;
    this.#lists = new NameLists(settings);
    this.#evidence = new Evidence(files);
    this.#npm = new NpmProject(this.#evidence, this.#lists.npm);
    this.#python = new PythonProject(this.#evidence, this.#lists.pypi, env);
    this.#manifests = new ManifestCheck(this.#evidence, this.#lists, { npm: this.#npm, python: this.#python }, lookUp);
    this.#lookUp = lookUp;
  }

  async judge(source: SourceText): Promise<TextFindings> {
    const view = new TextView(source);
    const manifest = isManifest(source.path);
    // A setup.py is both.
    const remarks = [...(manifest ? await this.#ofManifest(view) : []), ...(!manifest || view.language === 'python' ? await this.#ofImports(view) : [])];
    const candidates = remarks.flatMap((remark) => {
      const rule = this.#detector.ruleset.named(remark.rule);
      return rule === undefined ? [] : [candidateOf(remark, rule)];
    });
    return judgeCandidates(candidates, view, source, this.#detector);
  }

  async #ofManifest(view: TextView): Promise<Remark[]> {
    const remarks = [...(await this.#manifests.remarks(view)), ...(await lockfileRemarks(view, this.#evidence, this.#lists))];
    if (placeOf(view.path) === 'source') return remarks;
    return remarks.map((remark) => ({ ...remark, level: 'note' as const }));
  }

  async #ofImports(view: TextView): Promise<Remark[]> {
    const { language, path } = view;
    const script = language === 'javascript' || language === 'typescript' || language === 'vue' || language === 'svelte';
    const other = OTHER_LANGUAGES[language];
    const mentions = script ? javascriptImports(view.text) : language === 'python' ? pythonImports(view.text) : (other?.imports(view.text) ?? []);
    const remarks: Remark[] = [];
    const seen = new Set<string>();
    for (const mention of mentions) {
      if (seen.has(mention.name) || remarks.length >= MOST || !view.isAdded(mention.start, mention.end) || this.#lists.allowed(mention.name)) continue;
      const standing = await (script
        ? this.#npm.standing(mention, path)
        : language === 'python'
          ? this.#python.standing(mention, path)
          : (other?.standing(mention, path, this.#evidence, view.text) ?? 'given'));
      const blocked = this.#lists.blocked(mention.name);
      if ((standing === 'given' || standing === 'unsure') && !blocked) continue;
      if (!inCode(view, mention, script)) continue;
      seen.add(mention.name);
      const remark = blocked ? blockedRemark(mention) : this.#undeclared(mention, standing, path, script ? this.#lists.npm : language === 'python' ? this.#lists.pypi : undefined);
      const ecosystem = script ? 'npm' : language === 'python' ? 'pypi' : undefined;
      remarks.push(blocked || ecosystem === undefined || this.#lookUp === undefined ? remark : withAnswer(remark, mention.name, await this.#lookUp(ecosystem, mention.name)));
    }
    return remarks;
  }

  #undeclared(mention: Mention, standing: Standing, path: string, popular: PopularNames | undefined): Remark {
    const { start, end, name, written, optional } = mention;
    const subject = name;
    if (standing === 'exists')
      return { rule: 'undeclared-package', start, end, subject, level: 'note', confidence: 'low', message: `"${written}" is imported and declared in no manifest` };
    const near = popular?.takenFor(popular === this.#lists.pypi ? name.toLowerCase().replace(/[-_.]+/g, '-') : name);
    const meant = near === undefined ? '' : `; did you mean "${near.meant}"?`;
    const place = placeOf(path);
    // Tests import inside functions what they have just made.
    const level = place === 'sample' || optional === 'guarded' || (place === 'test' && mention.inner) ? 'note' : place === 'test' || optional === 'types' ? 'warning' : 'error';
    return { rule: 'undeclared-package', start, end, subject, level, message: `"${name}" is imported, and no manifest, lockfile or installation has it${meant}` };
  }
}

/** Code that quotes other code imports nothing. */
function inCode(view: TextView, { start }: Mention, quoted: boolean): boolean {
  // The name itself lies in quotes, if that is how the language writes it: its statement begins before them.
  const region = view.mask.regionAt(quoted ? start - 1 : start);
  if (region === undefined) return true;
  return region.zone === 'string' && region.start === start - 1;
}
