/**
 * Two real daemons at one centre, and the public incidents inside one second (D13): neither takes money for a paper that is not its
 * citizen's, each stops the municipality, and a person has to look (D7, D8).
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createCardDeck, type CardDeck } from '../../scripts/demo/cards.ts';
import { startDaemon } from '../../scripts/demo/daemon.ts';
import { makeKioskFiles, screenTokenOf, startSite, type Site } from '../../scripts/demo/site.ts';
import { incidentsResultSchema } from '../../src/api/messages.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { ask } from '../../src/cli/client.ts';
import { readStory, type Story } from '../stories/story.ts';
import { ApiCitizen } from './api-citizen.ts';
import { playOverApi, SaleEnded } from './api-story.ts';

const clock = new RealClock();
const SALE = readStory('susono-juminhyo');
/** The story up to the touch that makes the kiosk ask for the document, and what follows. */
const CONFIRMS = SALE.acts.findIndex((act) => act.act === 'press' && act.button === 'confirm');
const part = (from: number, to?: number): Story => ({ ...SALE, acts: SALE.acts.slice(from, to) });
const PEOPLE = ['susono-taro', 'susono-hanako'] as const;

let deck: CardDeck;
let sites: readonly Site[];

beforeAll(async () => {
  deck = await createCardDeck();
  const first = await startSite({ authority: deck.authority, sheet_ms: 150 });
  const second = await startSite({
    authority: deck.authority,
    sheet_ms: 150,
    beside: { site: first, kioskId: 'kiosk-0002' },
  });
  sites = [first, second];
}, 60_000);
afterAll(async () => {
  for (const site of sites.toReversed()) await site.stop();
});

/** A new kiosk on a site, a citizen before it. */
async function openKiosk(site: Site, name: string, person: string) {
  const files = makeKioskFiles(join(site.folder, name), site.facts, 0);
  const daemon = await startDaemon({
    configFile: files.configFile,
    logFile: join(files.folder, 'log'),
    ownGroup: true,
  });
  onTestFinished(async () => void (await daemon.end('SIGTERM')));
  const citizen = await ApiCitizen.open(daemon.screenUrl, screenTokenOf(files));
  onTestFinished(() => citizen.close());
  await citizen.until('an open kiosk', ({ screen }) => screen === 'idle', 30_000);
  const hands = { kit: site.kit, reader: site.pcscd, card: () => deck.take(person) };
  return {
    citizen,
    play: (story: Story) => playOverApi(story, hands, citizen).finally(() => site.pcscd.remove()),
    incidents: () => ask(files.socketPath, 'incidents', incidentsResultSchema, clock),
  };
}

test.each(['swapped', 'overwrittenPagesSigned'])(
  'D13, D12: %s: two citizens inside one second: no paper of the other is sold, and the municipality is stopped where it was found',
  async (incident) => {
    const kiosks = await Promise.all(sites.map((site, at) => openKiosk(site, incident, PEOPLE[at]!)));
    await Promise.all(kiosks.map(({ play }) => play(part(0, CONFIRMS))));
    sites[0]!.centre.command(`fault ${incident}`);
    const before_yen = sites.map(({ kit }) => kit.places.at('citizen').length);
    const ends = await Promise.all(
      kiosks.map(({ play }) =>
        play(part(CONFIRMS, CONFIRMS + 2)).then(
          () => 'pay',
          (error: unknown) => error,
        ),
      ),
    );
    const found = await Promise.all(kiosks.map(({ incidents }) => incidents()));
    const stopped = found.map(({ open }) => open.length > 0);
    expect(stopped).toContain(true);
    for (const [at, end] of ends.entries()) {
      // Whoever was given what is not theirs is told so and pays nothing; who got the right paper may go on.
      if (stopped[at] === true) expect(end).toBeInstanceOf(SaleEnded);
      else expect(end).toBe('pay');
      expect(found[at]!.open.every(({ municipality }) => municipality === 'susono')).toBe(true);
    }
    expect(sites.map(({ kit }) => kit.places.at('citizen').length)).toEqual(before_yen);
  },
  120_000,
);
