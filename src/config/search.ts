// The search for a configuration, as a module of the project's own: what is imported late is bundled by its path.
export { lilconfig } from 'lilconfig';
