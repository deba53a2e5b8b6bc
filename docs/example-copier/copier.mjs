#!/usr/bin/env node
/**
 * Panel software of a copier, reduced to what concerns the kiosk: `node copier.mjs SOCKET`. It attaches, writes each change of the
 * kiosk as a line of JSON, and takes these words on standard input:
 *
 *     start                     「行政サービス」 was chosen
 *     end                       as 「中止」
 *     state JOB [asleep] [open] what the copier does: none, copy, print, scan, fax, other
 *     screen                    address of the kiosk's screen, for a web view
 *     lend DEVICE               cash, printer or cardReader, for the copier's own business
 *     return DEVICE [YEN=COUNT …]   back again, with what was moved: 100=3 came in, 10=-2 went out
 *
 * What it moved with a lent device is kept in a journal before anything else (`JOURNAL`), so that a copier that dies while it holds
 * the device can still tell. When the kiosk goes away it attaches again.
 */
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openLine } from './line.mjs';

const [socketPath, journalFile] = process.argv.slice(2);
if (socketPath === undefined) {
  process.stderr.write('usage: copier.mjs SOCKET [JOURNAL]\n');
  process.exit(64);
}

const say = (what, value) => process.stdout.write(`${JSON.stringify({ [what]: value })}\n`);
let line = null;

/** Attaches, and again whenever the kiosk comes back. */
async function attach() {
  try {
    line = await openLine(socketPath, 'copier');
    line.onGone(() => {
      line = null;
      say('gone', true);
      setTimeout(attach, 500);
    });
    say('kiosk', await line.ask('copier.attach', {}, (kiosk) => say('kiosk', kiosk)));
  } catch {
    setTimeout(attach, 500);
  }
}

/** Pieces that were moved with the device on loan, from the journal and from these words. */
function moved(words) {
  if (journalFile !== undefined && words.length > 0) appendFileSync(journalFile, `${words.join(' ')}\n`);
  const text =
    journalFile !== undefined && existsSync(journalFile) ? readFileSync(journalFile, 'utf8') : words.join(' ');
  const sums = new Map();
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const [yen, count] = word.split('=').map(Number);
    sums.set(yen, (sums.get(yen) ?? 0) + count);
  }
  return [...sums].map(([denomination_yen, count]) => ({ denomination_yen, count }));
}

async function giveBack(device, words) {
  const returned = await line.ask('copier.return', { device, moved: moved(words) });
  // Both sides have it in their books now.
  if (journalFile !== undefined) rmSync(journalFile, { force: true });
  return returned;
}

function perform(word, words) {
  switch (word) {
    case 'start':
    case 'end':
      return line.ask(`copier.${word}`);
    case 'state':
      return line.ask('copier.state', {
        job: words[0],
        asleep: words.includes('asleep'),
        door: words.includes('open') ? 'open' : 'closed',
      });
    case 'screen':
      return line.ask('copier.screen');
    case 'lend':
      return line.ask('devices.lend', { device: words[0] });
    case 'return':
      return giveBack(words[0], words.slice(1));
    default:
      throw new Error(`${word}? See the head of this file.`);
  }
}

await attach();
for await (const text of createInterface({ input: process.stdin })) {
  const [word, ...words] = text.trim().split(/\s+/);
  if (word === '') continue;
  try {
    if (line === null) throw new Error('the kiosk is away');
    say(word, await perform(word, words));
  } catch (error) {
    say('refused', error.message);
  }
}
process.exit(0);
