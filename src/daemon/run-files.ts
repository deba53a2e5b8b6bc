import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { MadoguchiError } from '../base/errors.ts';
import { randomId, type Random } from '../base/random.ts';

/** Makes the daemon's own folders. @throws `stateFolder` when one cannot be made or written */
export function makeFolders(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      accessSync(folder, constants.W_OK);
    } catch {
      throw new MadoguchiError('stateFolder', `the folder ${folder} cannot be made or written`);
    }
  }
}

/**
 * Holds a folder for this process alone: two daemons must never keep one ledger. The hold is an abstract Unix socket (unix(7)),
 * which the kernel drops with the process, however it ends. Returns what lets go of it.
 * @throws `stateFolder` when another daemon holds the folder
 */
export function claimFolder(folder: string): Promise<() => void> {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex');
  const hold = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    hold.once('error', () =>
      reject(new MadoguchiError('stateFolder', `the folder ${folder} is used by another madoguchid`)),
    );
    hold.listen(`\0madoguchid-${name}`, () => resolve(() => void hold.close()));
  });
}

/** Token of this machine boot: the run folder is emptied at boot, so a daemon that is started anew keeps it. */
export function screenToken(runFolder: string, random: Random): string {
  const file = join(runFolder, 'screen-token');
  if (existsSync(file)) {
    const token = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f]{32}$/.test(token)) return token;
  }
  const token = randomId(random);
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}
