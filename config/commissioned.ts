/**
 * The layer that commissioning writes, `madoguchi.d/50-commissioned.toml`: one drop-in, exchanged as a whole by one rename, and only
 * after the whole configuration has passed the check with it.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'smol-toml';
import { MadoguchiError } from '../src/base/errors.ts';
import type { ConfigProblem } from './issues.ts';
import { dropInFolderOf, layerOf, readLayers } from './layers.ts';
import { inspectConfigFile, layerFilesOf, type LoadOptions } from './load.ts';
import { mergeLayers } from './merge.ts';

const NAME = '50-commissioned.toml';
const HISTORY_MAX = 60;
const HEAD = [
  '# Written by `madoguchi commission`. Change it by running a step again; what is written by hand is kept until then,',
  '# comments are not. Each line below: when, who, which step, what.',
];

/** Where the layer of this site lies. */
export const commissionedFileOf = (site: string): string => join(dropInFolderOf(site), NAME);

/** What the layer holds. */
export interface Commissioned {
  readonly root: Readonly<Record<string, unknown>>;
  /** One line an act, oldest first. */
  readonly history: readonly string[];
}

/** Reads the layer; one that is not there is empty. @throws MadoguchiError `configSyntax`, `configUnreadable` */
export function readCommissioned(file: string): Commissioned {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { root: {}, history: [] };
    throw new MadoguchiError('configUnreadable', `${file}: ${code ?? 'cannot be read'}`);
  }
  const read = layerOf('dropIn', file, text);
  if ('problems' in read)
    throw new MadoguchiError('configSyntax', `${file}: ${read.problems[0]?.message ?? 'no TOML'}`);
  const history = text.split('\n').flatMap((line) => /^# (\d{4}-\d\d-\d\dT.*)$/.exec(line)?.[1] ?? []);
  return { root: parse(text), history };
}

/** The layer as text. */
export function commissionedText({ root, history }: Commissioned): string {
  const lines = history.slice(-HISTORY_MAX).map((line) => `# ${line.replace(/[^\u0020-\u{10FFFF}]/gu, ' ')}`);
  return `${[...HEAD, ...lines].join('\n')}\n\n${stringify(root)}\n`;
}

/** What would be wrong with the whole configuration if this text were the layer; empty: nothing. */
export function problemsWith(site: string, text: string, options: LoadOptions = {}): readonly ConfigProblem[] {
  const inspected = inspectConfigFile(site, { ...options, instead: { file: commissionedFileOf(site), text } });
  return 'problems' in inspected ? inspected.problems : [];
}

/** All layers joined, not checked: a new kiosk's configuration has no devices yet. @throws MadoguchiError */
export function rawConfig(site: string, options: LoadOptions = {}): unknown {
  const { layers, problems } = readLayers(layerFilesOf(site, options));
  const [first] = problems;
  if (first !== undefined) throw new MadoguchiError(first.code, `${first.file ?? site}: ${first.message}`);
  return mergeLayers(layers).root;
}

/**
 * Writes a file so that a cut leaves the old one or the new one: beside it, onto the disk, renamed, and the folder onto the disk.
 * @param mode of a new file; a private key has 0o600 from its first byte
 */
export function writeWhole(file: string, text: string, mode = 0o644): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const beside = join(folder, `.${process.pid}.new`);
  try {
    rmSync(beside, { force: true });
    const opened = openSync(beside, 'wx', mode);
    try {
      writeSync(opened, text);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(beside, file);
    const folderOpened = openSync(folder, 'r');
    try {
      fsyncSync(folderOpened);
    } finally {
      closeSync(folderOpened);
    }
  } catch (error) {
    rmSync(beside, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM')
      throw new MadoguchiError('noPermission', `no permission to write ${file}`);
    throw new MadoguchiError('configUnreadable', `${file}: cannot be written (${code ?? 'unknown'})`);
  }
}
