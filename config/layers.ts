/**
 * The files that a configuration is made of, each read by itself: what the maker of the machine says, what the site says, and drop-ins
 * of the site in the order of their names. What is hostile in a file (too long, too deep, a key of the language) is a problem here.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { MadoguchiError } from '../src/base/errors.ts';
import type { ConfigProblem } from './issues.ts';
import { keyText, lineOf, type KeyPath } from './places.ts';

/** `maker`: what a maker's own package installs. `site`: the file that `--config` names. `dropIn`: a file of the folder beside that one. */
export type LayerKind = 'maker' | 'site' | 'dropIn';

/** One file, read. */
export interface Layer {
  readonly kind: LayerKind;
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly root: unknown;
}

/** Where the layers lie. */
export interface LayerFiles {
  readonly site: string;
  /** Null: there is none. It need not be there. */
  readonly maker: string | null;
  /** A drop-in that is judged before it is written: this text stands for the file. */
  readonly instead?: { readonly file: string; readonly text: string } | undefined;
}

/** What a file may be at most: a real one has some hundred lines. */
const LAYER_LIMITS = { length_bytes: 262_144, depth: 16, keys: 4_000, files: 100 };

/**
 * The maker's file. In `/usr/share`, because `/usr/lib/madoguchi` is a link to the folder of one version: what a maker's own package
 * puts there would go with it. As seen from `/usr/lib/madoguchi-VERSION/config`.
 */
export const MAKER_FILE = join(import.meta.dirname, '../../../share/madoguchi/madoguchi.toml');

/** Reads all layers, the lowest first. @throws MadoguchiError `configUnreadable` */
export function readLayers({ site, maker, instead }: LayerFiles): {
  readonly layers: readonly Layer[];
  readonly problems: readonly ConfigProblem[];
} {
  const files = [
    ...(maker !== null && isThere(maker) ? [{ kind: 'maker' as const, file: maker }] : []),
    { kind: 'site' as const, file: resolve(site) },
    ...withOne(dropInsOf(site), instead?.file).map((file) => ({ kind: 'dropIn' as const, file })),
  ];
  const textOf = (kind: LayerKind, file: string): string =>
    file === instead?.file ? instead.text : readText(kind === 'site' ? site : file);
  const read = files.map(({ kind, file }) => layerOf(kind, file, textOf(kind, file)));
  return {
    layers: read.flatMap((one) => ('layer' in one ? [one.layer] : [])),
    problems: read.flatMap((one) => ('problems' in one ? one.problems : [])),
  };
}

/** The folder of drop-ins: `madoguchi.d` beside `madoguchi.toml`. */
export function dropInFolderOf(site: string): string {
  return `${resolve(site).replace(/\.toml$/, '')}.d`;
}

function withOne(files: readonly string[], one: string | undefined): readonly string[] {
  return one === undefined || files.includes(one) ? files : [...files, one].toSorted();
}

function dropInsOf(site: string): readonly string[] {
  const folder = dropInFolderOf(site);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new MadoguchiError('configUnreadable', `${folder}: ${reasonOf(error)}`);
  }
  const found = names.filter((name) => name.endsWith('.toml') && !name.startsWith('.')).toSorted();
  if (found.length > LAYER_LIMITS.files)
    throw new MadoguchiError(
      'configUnreadable',
      `${folder}: has ${found.length} files; expected at most ${LAYER_LIMITS.files}`,
    );
  refuseIfOpen(folder, statSync(folder).mode);
  return found.map((name) => join(folder, name));
}

/** Whoever may write it is the master of the kiosk: programs, ports, keys and the staff code are named in it. */
function refuseIfOpen(file: string, mode: number): void {
  if ((mode & 0o002) !== 0)
    throw new MadoguchiError(
      'configUnreadable',
      `${file}: can be written by everybody; expected mode 0640 or stricter`,
    );
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

function readText(file: string): string {
  try {
    const { size, ...stat } = statOf(file);
    // A pipe or a terminal would never end.
    if (stat.isFolder) throw new MadoguchiError('configUnreadable', `${file}: is a folder`);
    if (!stat.isFile) throw new MadoguchiError('configUnreadable', `${file}: is no file`);
    if (size > LAYER_LIMITS.length_bytes) {
      const what = `has ${size} bytes; expected at most ${LAYER_LIMITS.length_bytes}`;
      throw new MadoguchiError('configUnreadable', `${file}: ${what}`);
    }
    refuseIfOpen(file, stat.mode);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof MadoguchiError) throw error;
    throw new MadoguchiError('configUnreadable', `${file}: ${reasonOf(error)}`);
  }
}

function statOf(file: string) {
  const stat = statSync(file);
  return { size: stat.size, mode: stat.mode, isFile: stat.isFile(), isFolder: stat.isDirectory() };
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EACCES') return 'no permission to read it';
  if (code === 'ENAMETOOLONG') return 'its name is too long';
  return code ?? 'cannot be read';
}

/** A text as a layer, or what keeps it from being one. */
export function layerOf(
  kind: LayerKind,
  file: string,
  text: string,
): { readonly layer: Layer } | { readonly problems: readonly ConfigProblem[] } {
  let root: unknown;
  try {
    root = parse(text, { maxDepth: LAYER_LIMITS.depth });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const what = error.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '');
    const message = `line ${error.line}, column ${error.column}: ${what}`;
    return { problems: [{ code: 'configSyntax', key: '', file, line: error.line, message }] };
  }
  const problem = hostileIn(root, file, text);
  return problem === null ? { layer: { kind, file, text, root } } : { problems: [problem] };
}

/** What no configuration holds: tables in tables without end, thousands of keys, names that JavaScript gives a meaning. */
function hostileIn(root: unknown, file: string, text: string): ConfigProblem | null {
  const rest: { readonly value: object; readonly path: KeyPath }[] = [{ value: root as object, path: [] }];
  let keys = 0;
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    const entries = Object.entries(one.value);
    keys += entries.length;
    if (keys > LAYER_LIMITS.keys) {
      const message = `has more than ${LAYER_LIMITS.keys} keys and entries; expected fewer`;
      return { code: 'configSyntax', key: '', file, line: null, message };
    }
    for (const [name, value] of entries) {
      const path = [...one.path, Array.isArray(one.value) ? Number(name) : name];
      if (name === '__proto__') {
        const line = lineOf(text, path);
        const message = `${line === null ? '' : `line ${line}: `}unknown key ${keyText(path)}`;
        return { code: 'configUnknownKey', key: keyText(path), file, line, message };
      }
      if (path.length > LAYER_LIMITS.depth) {
        const line = lineOf(text, path);
        const message = `${line === null ? '' : `line ${line}: `}tables in each other deeper than ${LAYER_LIMITS.depth}`;
        return { code: 'configSyntax', key: keyText(path), file, line, message };
      }
      if (typeof value === 'object' && value !== null && !(value instanceof Date)) rest.push({ value, path });
    }
  }
  return null;
}
