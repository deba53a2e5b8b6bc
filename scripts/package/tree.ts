/** Lays files into the tree of a package so that two builds are equal: fixed modes and times, add-ons without symbols. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesBelow } from './facts.ts';

const FILE_MODE = 0o644;
const PROGRAM_MODE = 0o755;

/** Copies one file; programs (`#!`, ELF executables named by the caller) may be started. */
export function lay(from: string, to: string, mode: number | null = null): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  chmodSync(to, mode ?? (isScript(to) ? PROGRAM_MODE : FILE_MODE));
}

/** Writes one file. */
export function put(to: string, text: string | Uint8Array, mode = FILE_MODE): void {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text);
  chmodSync(to, mode);
}

/** The same compressed, as Debian wants documents: no name and no time inside. */
export function putGzip(to: string, text: string): void {
  put(to, gzipSync(text, { level: 9 }));
}

/** A symbolic link; `target` as it is written. */
export function link(target: string, at: string): void {
  mkdirSync(dirname(at), { recursive: true });
  symlinkSync(target, at);
}

/** A program's interpreter line counts only in files that were programs in the source. */
function isScript(file: string): boolean {
  return startsWith(file, '#!') && (statSync(file).mode & 0o100) !== 0;
}

function startsWith(file: string, text: string): boolean {
  const bytes = Buffer.alloc(text.length);
  const handle = openSync(file, 'r');
  try {
    return readSync(handle, bytes, 0, text.length, 0) === text.length && bytes.toString('latin1') === text;
  } finally {
    closeSync(handle);
  }
}

/** Takes symbols and notes of the build out of every ELF file: what is left does not tell in which folder it was compiled. */
export function stripElf(folder: string): void {
  for (const file of filesBelow(folder)) {
    if (lstatSync(file).isSymbolicLink() || !startsWith(file, '\x7fELF')) continue;
    const mode = statSync(file).mode;
    execFileSync('strip', [
      '--strip-unneeded',
      '--remove-section=.comment',
      '--remove-section=.note.gnu.build-id',
      file,
    ]);
    chmodSync(file, mode);
  }
}

/** SHA-256 of every file, as `sha256sum --check` reads it from this folder. */
export function manifestOf(folder: string): string {
  return filesBelow(folder)
    .filter((file) => !lstatSync(file).isSymbolicLink())
    .map((file) => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${relative(folder, file)}\n`)
    .join('');
}

/** Sets the time and the modes of folders; last of all, since it is undone by every write. */
export function settle(folder: string, epoch_s: number): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) settle(path, epoch_s);
    else lutimesSync(path, epoch_s, epoch_s);
  }
  chmodSync(folder, PROGRAM_MODE);
  lutimesSync(folder, epoch_s, epoch_s);
}
