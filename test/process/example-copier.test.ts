/** The example of a copier's own software (docs/example-copier), as it is, against the real daemon on virtual devices. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { KioskFiles, Site } from '../../scripts/demo/site.ts';
import { groupGone, kioskFiles, startKiosk, startTestSite, type TestKiosk } from './rig.ts';

const FOLDER = join(import.meta.dirname, '../../docs/example-copier');

let site: Site;
let files: KioskFiles;
let kiosk: TestKiosk;
let copierPath: string;

/** One kiosk for all tests, which are a day of it. */
async function openKiosk(): Promise<void> {
  kiosk = await startKiosk(files);
  await kiosk.until('open or lent', ({ service }) => service.reasons.every(({ code }) => code === 'M1111'));
}

beforeAll(async () => {
  site = await startTestSite();
  files = kioskFiles(site, 'copier', (toml) => toml.replace('[socket]\n', '[socket]\ncopierPath = "copier.sock"\n'));
  copierPath = join(files.folder, 'copier.sock');
  await openKiosk();
}, 60_000);
afterAll(async () => {
  await kiosk.stop();
  await site.stop();
});

interface Copier {
  /** Writes a word; resolves with the first line from then on that has this in it. */
  say(words: string, wanted: string): Promise<string>;
  /** The first line from the last answer on that has this in it. */
  hear(wanted: string): Promise<string>;
  kill(): void;
}

/** A program of the example, with its output by line. */
function run(program: string, ...args: string[]): Copier {
  const child: ChildProcess = spawn(process.execPath, [join(FOLDER, program), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let heard = '';
  let from = 0;
  child.stdout?.setEncoding('utf8');
  child.stdout?.on('data', (text: string) => (heard += text));
  const hear = async (wanted: string): Promise<string> => {
    const end_ms = performance.now() + 20_000;
    for (;;) {
      const lines = heard.slice(from).split('\n').slice(0, -1);
      const at = lines.findIndex((line) => line.includes(wanted));
      if (at !== -1) {
        from += lines.slice(0, at + 1).join('\n').length + 1;
        return lines[at] ?? '';
      }
      if (performance.now() > end_ms) throw new Error(`never heard ${wanted}: ${heard.slice(from)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    hear,
    say: (words, wanted) => {
      child.stdin?.write(`${words}\n`);
      return hear(wanted);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

test('the copier attaches, closes the service while it copies, and starts and ends it', async () => {
  const copier = run('copier.mjs', copierPath);
  expect(await copier.hear('"kiosk"')).toContain('"open":true');
  expect(await copier.say('state copy', '"state"')).toContain('M1302');
  expect(await copier.say('start', '"refused"')).toContain('M1308');
  await copier.say('state none', '"open":true');
  expect(await copier.say('start', '"start"')).toContain('"screen":"governmentMenu","serving":true');
  expect(await copier.say('lend cash', '"refused"')).toContain('M1112');
  expect(await copier.say('end', '"end"')).toContain('"serving":false');
});

test('what it holds stays lent when it dies and when the kiosk dies; its journal tells what it moved', async () => {
  const journal = join(files.folder, 'copier-journal');
  const first = run('copier.mjs', copierPath, journal);
  await first.hear('"kiosk"');
  await first.say('lend cash', '{"device":"cash","holder":"lent"}');
  first.kill();

  const second = run('copier.mjs', copierPath, journal);
  expect(await second.hear('"kiosk"')).toContain('{"device":"cash","holder":"lent"}');
  process.kill(kiosk.daemon.pid, 'SIGKILL');
  await second.hear('"gone"');
  await groupGone(kiosk.daemon.pid);
  await openKiosk();
  expect(await second.hear('"kiosk"')).toContain('{"device":"cash","holder":"lent"}');
  // The notes of this unit cannot be told by the unit: a person counts, and has the copier's figure.
  expect(await second.say('return cash 1000=2', '"return"')).toContain(
    '"compared":"unproved","counts":[{"denomination_yen":1000,"devices":0,"copier":2}]',
  );
  await kiosk.until('open', ({ service }) => service.state === 'open');
}, 60_000);

test('its own screens go through the session by the view contract alone', async () => {
  kiosk.closeScreen();
  const screen = run('screen.mjs', copierPath);
  await screen.hear('-- idle');
  await screen.say('1', '-- governmentMenu');
  await screen.say('1', '-- notes');
  await screen.say('1', '-- setCard');
  expect(await screen.say('9', 'refused')).toContain('no such button');
});
