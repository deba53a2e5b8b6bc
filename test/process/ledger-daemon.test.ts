/** The real daemon on a disk that fills up and empties again: closed with its code before money is taken, open by itself. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { codesOf, kioskFiles, startKiosk, startTestSite } from './rig.ts';

/** Room of the small disk: more than the limit for a session, the reserve and the voices together. */
const DISK_MB = 256;
/** The disk is looked at every 10 s; a busy machine takes longer. */
const HEARD_MS = 40_000;

test(
  'a full disk is M1106 before money is taken, and the service opens by itself with room again',
  { timeout: 180_000 },
  async ({ skip, onTestFinished }) => {
    const site = await startTestSite();
    onTestFinished(() => site.stop());
    const files = kioskFiles(site, 'kiosk');
    const { stateFolder } = files;
    const aside = `${stateFolder}.aside`;
    cpSync(stateFolder, aside, { recursive: true });
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=0700`, 'tmpfs', stateFolder]).status !== 0) {
      return skip('this machine allows no mounts');
    }
    onTestFinished(() => void spawnSync('umount', ['-l', stateFolder]));
    cpSync(aside, stateFolder, { recursive: true });
    const kiosk = await startKiosk(files);
    onTestFinished(() => kiosk.stop());
    await kiosk.until('open', ({ service }) => service.state === 'open', HEARD_MS);
    const hog = join(stateFolder, 'voice', 'hog');
    mkdirSync(dirname(hog), { recursive: true });
    spawnSync('dd', ['if=/dev/zero', `of=${hog}`, 'bs=1M'], { stdio: 'ignore' });
    const closed = await kiosk.until('closed', (status) => codesOf(status).includes('M1106'), HEARD_MS);
    expect(closed.service.state).toBe('closed');
    rmSync(hog);
    await kiosk.until('open again', ({ service }) => service.state === 'open', HEARD_MS);
    return undefined;
  },
);
