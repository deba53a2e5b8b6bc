import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { RealClock } from '../../src/base/real-clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { cardOf, printerOf, switchesOfPrinter } from '../virtual/bench/device-handles.ts';
import type { CardSpot } from '../virtual/bench/device-handles.ts';
import type { VirtualChip } from '../virtual/card/chip.ts';
import { createOtherCard } from '../virtual/card/other-cards.ts';
import { VirtualPrinter } from '../virtual/printer/printer.ts';
import { createCashKit } from '../virtual/cash/kit.ts';
import { cashOfKit, switchesOfKit } from '../virtual/bench/cash-handles.ts';
import type { BenchAct, BenchMessage, BenchState, BenchVoice } from '../virtual/bench/contract.ts';
import { startBench } from '../virtual/bench/server.ts';
import type { Bench } from '../virtual/bench/server.ts';

describe('bench handles of card and printer', () => {
  it('lay cards of the deck on the reader and name the one that lies there', () => {
    let lying: VirtualChip | null = null;
    const spot: CardSpot = {
      insert: (chip) => void (lying = chip),
      remove: () => void (lying = null),
      chip: () => lying,
    };
    const info = { label: { ja: '見本', en: 'MIHON' }, hint: { ja: '', en: '' }, kind: 'other' } as const;
    const card = cardOf(spot, [
      { ...info, id: 'bank', chip: createOtherCard('bank') },
      { ...info, id: 'civic', chip: createOtherCard('civic') },
    ]);
    card.insert('civic');
    expect(card.onReader()).toBe('civic');
    card.insert('no such card');
    expect(card.onReader()).toBe('civic');
    card.remove();
    expect(card.onReader()).toBe(null);
    expect(card.deck().map(({ id }) => id)).toEqual(['bank', 'civic']);
    expect(JSON.stringify(card.deck())).not.toContain('chip');
  });

  it('show both sides of a sheet, a crumpled one never, and tell what stops the printer', async () => {
    const clock = new SimulatedClock();
    const printer = new VirtualPrinter({ clock, random: new SeededRandom(1) });
    const handle = printerOf(printer);
    const press = (id: string): void =>
      void switchesOfPrinter(printer)
        .find((s) => s.id === id)
        ?.press();
    press('paper-jam');
    printer.engine.start({
      id: 1,
      name: 'leaf',
      format: 'x',
      document: new Uint8Array(),
      impressions: 2,
      duplex: true,
    });
    clock.advance(5000);
    expect(handle.trouble()).toEqual(['media-jam']);
    press('paper-clear');
    clock.advance(5000);
    expect(handle.pages().map(({ label }) => label.en)).toEqual(['sheet 2, front', 'sheet 2, back']);
    // The format is not one that has dots.
    expect(await handle.image('2-1')).toBe(null);
    expect(await handle.image('1-1')).toBe(null);
    press('door');
    press('toner');
    expect(handle.trouble()).toEqual(['door-open', 'toner-empty']);
    handle.takeAll();
    expect(handle.pages()).toEqual([]);
    press('power-printer');
    expect(handle.trouble()).toEqual(['power-off']);
  });
});

describe('the bench', () => {
  let bench: Bench | null = null;
  const clients: WebSocket[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.terminate();
    await bench?.close();
    bench = null;
  });

  async function start() {
    const kit = createCashKit({ clock: new RealClock(), random: new SeededRandom(1) });
    let onReader: string | null = null;
    const keys: (string | number)[] = [];
    let plugged = false;
    let pages = [{ id: 'p1', label: { ja: '1枚目', en: 'side 1' }, crumpled: false }];
    const opened = await startBench({
      port: 0,
      screenUrl: 'http://127.0.0.1:1/',
      hardware: {
        cash: cashOfKit(kit),
        card: {
          deck: () => [{ id: 'c', label: { ja: '見本', en: 'MIHON' }, hint: { ja: '', en: '' }, kind: 'myNumber' }],
          onReader: () => onReader,
          insert: (id) => void (onReader = id),
          remove: () => void (onReader = null),
        },
        printer: {
          pages: () => pages,
          image: (id) => (id === 'p1' ? Uint8Array.of(0x89, 0x50) : null),
          takeAll: () => void (pages = []),
          trouble: () => [],
        },
        switches: switchesOfKit(kit),
        lamps: () => ({ cardReader: 'blink', cashSlot: 'off', paperExit: 'off', changeTray: 'off' }),
        panel: {
          press: (key) => void keys.push(key),
          plugged: () => plugged,
          plug: (now) => void (plugged = now),
          tower: () => 'serving',
        },
      },
      readBooks: async () => ({ units: [{ unitId: 'hopper-100', pieces: [], total_yen: 6000 }], figures: [] }),
    });
    bench = opened;
    return { kit, bench: opened, keys };
  }

  /** A page: sends acts and waits for a message that fits. */
  async function look(at: Bench) {
    const origin = at.url.slice(0, -1);
    const client = new WebSocket(`${origin.replace('http', 'ws')}/events`, { origin });
    clients.push(client);
    const seen: BenchMessage[] = [];
    client.on('message', (data) => seen.push(JSON.parse(String(data)) as BenchMessage));
    await new Promise((resolve, reject) => client.once('open', resolve).once('error', reject));
    const until = async <T extends BenchMessage>(fits: (message: BenchMessage) => message is T): Promise<T> => {
      for (let i = 0; i < 400; i += 1) {
        const found = seen.findLast(fits);
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`not seen; last: ${JSON.stringify(seen.at(-1))}`);
    };
    const state = (fits: (s: BenchState) => boolean): Promise<BenchState> =>
      until((m): m is BenchState => m.type === 'state' && fits(m));
    const act = (what: BenchAct): void => {
      // Only what comes after the act counts.
      seen.length = 0;
      client.send(JSON.stringify(what));
    };
    return { client, until, state, act };
  }

  it('shows the hardware and the books, and gives a coin back that the machine does not take', async () => {
    const { bench: at, kit } = await start();
    const { state, act } = await look(at);
    const first = await state((s) => s.books !== null);
    expect(first.cash?.pieces).toContainEqual({ place: 'hopper-100', denomination_yen: 100, count: 60 });
    expect(first.books?.units[0]?.total_yen).toBe(6000);
    // Nobody polls the acceptor: the coin falls through.
    act({ act: 'insertCoin', denomination_yen: 500, genuine: true });
    await state((s) => s.cash?.pieces.some((p) => p.place === 'returnTray' && p.count === 1) ?? false);
    act({ act: 'takeTray' });
    await state((s) => !s.cash?.pieces.some((p) => p.place === 'returnTray'));
    expect(kit.places.total_yen('citizen')).toBe(0);
    act({ act: 'insertNote', denomination_yen: 1000, genuine: true });
    await state((s) => s.happenings.at(-1)?.text.en === 'The note is not drawn in');
  });

  it('sets and takes the card, shows and takes paper, throws switches', async () => {
    const { bench: at, kit } = await start();
    const { state, act } = await look(at);
    act({ act: 'insertCard', id: 'c' });
    await state((s) => s.card?.onReader === 'c');
    act({ act: 'removeCard' });
    await state((s) => s.card?.onReader === null && s.happenings.length >= 2);
    const paper = await fetch(new URL('/paper/p1.png', at.url));
    expect([paper.headers.get('content-type'), (await paper.bytes()).length]).toEqual(['image/png', 2]);
    expect((await fetch(new URL('/paper/other.png', at.url))).status).toBe(404);
    act({ act: 'takePaper' });
    await state((s) => s.printer?.pages.length === 0);
    act({ act: 'switch', id: 'power-coins' });
    await state((s) => s.switches.find(({ id }) => id === 'power-coins')?.on === true);
    expect(kit.acceptor.powered).toBe(false);
  });

  it('hands a sentence to the open pages as WAV, and tells how many there are', async () => {
    const { bench: at } = await start();
    expect(at.utterance(Uint8Array.of(1))).toBe(0);
    const { until } = await look(at);
    expect(at.utterance(Uint8Array.of(7, 7, 7), 'おつり')).toBe(1);
    const voice = await until((m): m is BenchVoice => m.type === 'voice');
    expect(voice.caption).toBe('おつり');
    expect(await (await fetch(new URL(voice.url, at.url))).bytes()).toEqual(Uint8Array.of(7, 7, 7));
  });

  it('serves its page with types taken off, and nothing outside its folder', async () => {
    const { bench: at } = await start();
    const html = await (await fetch(at.url)).text();
    expect(html).toContain('/main.ts');
    const script = await (await fetch(new URL('/main.ts', at.url))).text();
    expect(script).toContain('connect()');
    expect(script).not.toContain('import type');
    for (const path of ['/../server.ts', '/..%2fserver.ts', '/tsconfig.json', '/none.css']) {
      expect((await fetch(at.url.slice(0, -1) + path)).status).toBe(404);
    }
  });

  it('passes keys and the headphone plug on, shows lamps and tower, and tells a sentence of which no sound is kept', async () => {
    const { bench: at, keys } = await start();
    const { state, until, act } = await look(at);
    const first = await state(() => true);
    expect(first.lamps.cardReader).toBe('blink');
    expect(first.panel).toEqual({ plugged: false, tower: 'serving' });
    act({ act: 'key', key: 'next' });
    act({ act: 'key', key: 5 });
    act({ act: 'plug', plugged: true });
    await state((s) => s.panel?.plugged === true);
    expect(keys).toEqual(['next', 5]);
    expect(at.caption('カードをお取りください。', 'ja')).toBe(1);
    const voice = await until((m): m is BenchVoice => m.type === 'voice');
    expect(voice).toMatchObject({ url: '', caption: 'カードをお取りください。', locale: 'ja' });
  });

  it('refuses pages of other origins, and drops acts it does not know', async () => {
    const { bench: at, kit } = await start();
    const foreign = new WebSocket(`${at.url.replace('http', 'ws')}events`, { origin: 'http://evil.example' });
    clients.push(foreign);
    const refused = await new Promise((resolve) => {
      foreign.once('error', (error) => resolve(error.message));
      foreign.once('open', () => resolve('open'));
    });
    expect(refused).toContain('403');
    const { client, state } = await look(at);
    const first = await state(() => true);
    for (const bad of [
      '{',
      '{"act":"steal"}',
      '{"act":"key","key":10}',
      '{"act":"insertCoin","denomination_yen":-5,"genuine":true}',
    ])
      client.send(bad);
    client.send(JSON.stringify({ act: 'switch', id: 'string' }));
    await state((s) => s.happenings.at(-1)?.text.en === 'Coin on a string');
    expect(kit.places.all()).toEqual(first.cash?.pieces);
  });
});
