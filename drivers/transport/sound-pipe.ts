/**
 * A real pipe to a child process. Those that Node makes are sockets of 200 kB, in which two seconds of sound could pile up unseen; this
 * one holds 64 kB and says when it is full. So what was given and is not heard yet has a bound, whatever the player does.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The part of a pipe that is filled as one; it has room for sixteen (pipe(7)). */
export const PAGE_BYTES = 4_096;

/** The end that is written to. */
export interface SoundPipe {
  /** For `stdio` of the child; `release` it once the child has it. */
  readonly childFd: number;
  release(): void;
  /** Takes a page or less, whole or not at all: false while there is no room. `gone`: the child has ended. */
  write(bytes: Uint8Array): boolean | 'gone';
  /** The child finds the end of its input. */
  end(): void;
}

/** Opens a pipe that no other process can find: its name is gone before anything is written. Throws when there is no room for it. */
export function openSoundPipe(): SoundPipe {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-sound-'));
  const path = join(folder, 'pipe');
  try {
    spawnSync('mkfifo', ['-m', '600', path]);
    // Who opens both ends waits for nobody; the child's own end must block, ours must not.
    const both = openSync(path, constants.O_RDWR);
    const childFd = openSync(path, constants.O_RDONLY);
    const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    closeSync(both);
    return pipeOf(childFd, fd);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pipeOf(childFd: number, fd: number): SoundPipe {
  let isOpen = true;
  let isHeld = true;
  return {
    childFd,
    release: () => {
      if (isHeld) closeSync(childFd);
      isHeld = false;
    },
    write: (bytes) => {
      if (!isOpen) return 'gone';
      try {
        writeSync(fd, bytes);
        return true;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? false : 'gone';
      }
    },
    end: () => {
      if (isOpen) closeSync(fd);
      isOpen = false;
    },
  };
}
