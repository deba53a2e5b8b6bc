/**
 * Which npm packages the program needs when it runs: everything reachable from `dependencies` in the lock file, less what only
 * building and type checking use, and of each package the files that Node.js may load.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { filesBelow, ROOT } from './facts.ts';

const machinesSchema = z.union([z.string(), z.array(z.string())]);
const entrySchema = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  os: machinesSchema.optional(),
  cpu: machinesSchema.optional(),
  libc: machinesSchema.optional(),
});
const lockSchema = z.object({ packages: z.record(z.string(), entrySchema) });

/** One npm package of the program. */
export interface Module {
  /** Its folder, as in `node_modules/a/node_modules/b`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string;
  /** As npm states it: `sha512-` and base64. */
  readonly integrity: string | null;
  /** Paths of the packages it uses. */
  readonly uses: readonly string[];
}

/** Needed by a package's build or types, never loaded: what they lead to stays out. */
const NEVER_LOADED: Readonly<Record<string, string>> = {
  nan: 'headers of C++',
  'node-addon-api': 'headers of C++',
  yargs: 'a command of pkg-prebuilds for its maintainers',
  'undici-types': 'types',
};

/** The lock file states no licence for these; their own files do. */
const LICENSES: Readonly<Record<string, string>> = { ipp: 'MIT', 'png-js': 'MIT' };

/** The packages of the program, in order of their paths. */
export function productionModules(cpu: string): Module[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
  const fits = (path: string): boolean => {
    const { os, cpu: cpus, libc } = packages[path] ?? {};
    return (os?.includes('linux') ?? true) && (cpus?.includes(cpu) ?? true) && (libc?.includes('glibc') ?? true);
  };
  const found = new Map<string, Module>();
  const follow = (from: string): string[] => {
    const entry = packages[from];
    if (entry === undefined) return [];
    const wanted = [
      ...Object.keys(entry.dependencies ?? {}).map((name) => ({ name, optional: false })),
      ...Object.keys(entry.optionalDependencies ?? {}).map((name) => ({ name, optional: true })),
    ];
    const uses: string[] = [];
    for (const { name, optional } of wanted) {
      if (name.startsWith('@types/') || name in NEVER_LOADED) continue;
      // The two packages of Node.js itself are optional dependencies of the root; it lies in bin/.
      if (from === '' && optional) continue;
      const path = resolve(packages, from, name);
      if (path === null || !fits(path) || !existsSync(join(ROOT, path))) {
        if (optional) continue;
        throw new Error(`${name}, which ${from || 'the program'} needs, is not installed`);
      }
      uses.push(path);
      if (!found.has(path)) add(path, name);
    }
    return uses;
  };
  const add = (path: string, name: string): void => {
    const { version = '', license, integrity = null } = packages[path] ?? {};
    const module = { path, name, version, license: license ?? LICENSES[name] ?? '', integrity };
    found.set(path, { ...module, uses: [] });
    found.set(path, { ...module, uses: follow(path).toSorted() });
  };
  follow('');
  return [...found.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Node.js's rule: the nearest `node_modules` upwards. */
function resolve(packages: Readonly<Record<string, unknown>>, from: string, name: string): string | null {
  for (let at = from; ;) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (path in packages) return path;
    if (at === '') return null;
    const cut = at.lastIndexOf('node_modules/');
    at = at.slice(0, Math.max(0, cut - 1));
  }
}

/** What no running program reads. Licences stay, whatever they are called. */
const NEVER_READ =
  /\.(?:[cm]?ts|map|md|markdown|c|cc|cpp|h|hpp|gyp|gypi|o|a|d|mk|flow|tgz|patch|yml|yaml|txt|html|png|svg|coffee|vcxproj|sln|cmake)$|(?:^|\/)(?:Makefile|\.[^/]+|Gruntfile\.js|karma\.conf\.js|rollup\.config\.m?js|eslint\.config\.m?js|binding\.gyp|README|CHANGELOG|HISTORY)$|(?:^|\/)(?:test|tests|__tests__|spec|benchmarks?|bench|examples?|docs?|coverage|deps|hidapi|libusb|obj\.target|\.deps|\.github|man|gyp)\//i;
const LICENCE_FILE = /(?:^|\/)(?:licen[cs]e|copying|notice|authors)[^/]*$/i;

/** Files of a module that are shipped, as paths from the root. */
export function moduleFiles({ path }: Pick<Module, 'path'>, cpu: string): string[] {
  const folder = join(ROOT, path);
  return filesBelow(folder)
    .map((file) => relative(folder, file))
    .filter((file) => !file.startsWith('node_modules/'))
    .filter((file) => LICENCE_FILE.test(file) || (!NEVER_READ.test(file) && fitsMachine(file, cpu)))
    .map((file) => join(path, file));
}

/** Add-ons of other machines stay out: their folders and names say which they are for. */
function fitsMachine(file: string, cpu: string): boolean {
  if (!file.endsWith('.node')) return true;
  if (!file.startsWith('prebuilds/')) return file.startsWith('build/Release/') || file.startsWith('lib/');
  return file.includes(`linux-${cpu}`) && !file.includes('musl');
}

/** Text of a module's licence, of the first file that is one; empty: it ships none. */
export function licenceText({ path }: Pick<Module, 'path'>): string {
  const folder = join(ROOT, path);
  const [file] = filesBelow(folder).filter(
    (name) => LICENCE_FILE.test(name) && !relative(folder, name).includes('/') && !/authors/i.test(name),
  );
  return file === undefined ? '' : readFileSync(file, 'utf8');
}
