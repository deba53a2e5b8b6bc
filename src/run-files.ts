import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MadoguchiError } from './base/errors.ts';
import { randomId, type Random } from './base/random.ts';

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
