/** Reads the files of a fingerprint from the disk, at the start and whenever the centre is asked (some 20 ms); the only file of this part that touches the program's folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { MadoguchiError } from '../base/errors.ts';
import { digestOfFiles, type NamedBytes } from './fingerprint.ts';

/** What the program is made of: its own source, which runs as it is, and the exact versions of its libraries. */
const PROGRAM = ['package.json', 'package-lock.json', 'config', 'drivers', 'fsm', 'src'];

/** Of the folder `config` only what is program: not the file of this kiosk, nor the data of municipalities, which are a part of their own. */
const isProgram = (path: string): boolean =>
  !path.startsWith('config/') || path.endsWith('.ts') || path.startsWith('config/profiles/');

/** Digest of the installed program under this folder. */
export function digestOfProgram(root: string): string {
  const files = PROGRAM.flatMap((name) => filesUnder(root, name));
  return digestOfFiles(files.filter(({ path }) => isProgram(path)));
}

/** A file, or every file below a folder, by its path with `/`. */
function filesUnder(root: string, path: string): NamedBytes[] {
  try {
    if (path.endsWith('.json')) return [read(root, path)];
    return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .map((file) => read(root, file));
  } catch {
    throw new MadoguchiError('configUnreadable', `the files for the fingerprint cannot be read: ${join(root, path)}`);
  }
}

function read(root: string, path: string): NamedBytes {
  return { path, bytes: readFileSync(join(root, path)) };
}
