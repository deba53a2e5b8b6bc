/**
 * From a trace to a story: what hands did at the devices and which buttons were pressed, in its order. Who the citizen was and what
 * was chosen is in no trace; a fictional resident (見本) takes the same way to a certificate of the same kind.
 */
import type { Trace, TraceRecord } from '../../drivers/trace.ts';
import { parseStory, type Act, type Story } from '../stories/story.ts';

type Value = Readonly<Record<string, unknown>>;
type Screen = string;

/** Presses without a choice in them, by the button of the view. */
const BUTTONS: Readonly<Record<string, string>> = {
  'citizen.openGovernmentService': 'government',
  'citizen.openCertificateService': 'certificates',
  'citizen.agree': 'agree',
  'citizen.back': 'back',
  'citizen.cancel': 'cancel',
  'citizen.confirm': 'confirm',
  'citizen.printStart': 'printStart',
  'citizen.confirmTaken': 'confirmTaken',
  'citizen.confirmLastTry': 'useLastTry',
  'citizen.acknowledge': 'acknowledge',
};

/** A form that the real screen hands in, by the screen it is on. */
const SUBMITS: Readonly<Record<Screen, string>> = {
  items: 'citizen.chooseItems',
  persons: 'citizen.choosePersons',
  copies: 'citizen.chooseCopies',
};

/** True for a record that becomes an act of the story which is a press. */
export function isPress(act: string): boolean {
  return act in BUTTONS || act === 'submit' || act === 'citizen.enterPin' || act.startsWith('citizen.choose');
}

/** Two sales of which the screens differ: one asks for items and persons, the other for copies alone. */
const SALES = {
  withPersons: { card: 'susono-taro', button: 'certificate.juminhyo', fee_yen: 300, municipality: 'susono' },
  plain: { card: 'fuchu-jiro', button: 'certificate.kosekiTohon', fee_yen: 450, municipality: 'fuchu' },
} as const;

/** PIN of the cards of the stories, and one that is not. */
const PIN = { right: '1234', wrong: '9999' } as const;
/** What the printer is called to say of a jam (src/base/codes/paper.ts). */
const JAM_CODE = 'M4006';

/** What the money of a trace comes to. */
interface Sum {
  accepted_yen: number;
  paid_yen: number;
}

function sumOf(records: readonly TraceRecord[]): Sum {
  const sum: Sum = { accepted_yen: 0, paid_yen: 0 };
  for (const record of records) {
    if (record.k !== 'fact' || record.t < 0) continue;
    const { value } = record;
    if (value['type'] === 'cashAccepted') sum.accepted_yen += Number(value['denomination_yen']);
    if (value['type'] !== 'outcome') continue;
    const moved: Value = typeof value['moved'] === 'object' && value['moved'] !== null ? { ...value['moved'] } : {};
    if (moved['type'] === 'paid') sum.paid_yen += worthOf(moved['pieces']);
  }
  return sum;
}

function worthOf(pieces: unknown): number {
  if (!Array.isArray(pieces)) return 0;
  return pieces.reduce((sum: number, pile: unknown) => {
    const { denomination_yen = 0, count = 0 } = Object(pile) as { denomination_yen?: number; count?: number };
    return sum + denomination_yen * count;
  }, 0);
}

/** The acts of one visit: from the first press to the screen of rest, staff left out. */
class Acts {
  readonly acts: Act[] = [];
  readonly #sale: (typeof SALES)[keyof typeof SALES];
  readonly #copies: number;
  #screen: Screen = 'idle';
  #awaited: Screen | null = null;
  sheetsOut = 0;
  #jammed = false;
  over = false;

  constructor(sale: (typeof SALES)[keyof typeof SALES], copies: number) {
    this.#sale = sale;
    this.#copies = copies;
  }

  take(record: TraceRecord, before: (act: Act) => void): void {
    if (this.over || record.t < 0) return;
    if (record.k === 'screen') this.#shown(record.screen);
    else if (record.k === 'act') this.#pressed(record.act);
    else if (record.k === 'fact') this.#told(record.device, record.value, before);
  }

  #do(...acts: readonly Act[]): void {
    if (this.#awaited !== this.#screen) this.acts.push({ act: 'await', screen: this.#screen });
    this.#awaited = this.#screen;
    this.acts.push(...acts);
  }

  #shown(screen: Screen): void {
    this.#screen = screen;
    this.#awaited = null;
    if (screen !== 'idle' || this.acts.length === 0) return;
    this.acts.push({ act: 'await', screen: 'idle' });
    this.over = true;
  }

  #pressed(act: string): void {
    const button = BUTTONS[act];
    const chosen = act === 'submit' ? SUBMITS[this.#screen] : act;
    if (act === 'citizen.confirmTaken') {
      this.#do({ act: 'takeTray' }, ...(this.sheetsOut > 0 ? [{ act: 'takePaper' } as const] : []));
      this.acts.push({ act: 'press', button: 'confirmTaken' });
    } else if (button !== undefined) this.#do({ act: 'press', button });
    else if (chosen === 'citizen.chooseCertificate') this.#do({ act: 'press', button: this.#sale.button });
    else if (chosen === 'citizen.chooseItems') this.#do({ act: 'chooseItems', on: ['setainushiTsuzukigara'] });
    else if (chosen === 'citizen.choosePersons') this.#do({ act: 'choosePersons', persons: [1, 2] });
    else if (chosen === 'citizen.chooseCopies') this.#do({ act: 'chooseCopies', copies: this.#copies });
  }

  #told(device: string, value: Value, before: (act: Act) => void): void {
    switch (value['type']) {
      case 'cardInserted':
        return this.#do({ act: 'setCard', card: this.#sale.card });
      case 'cardRemoved':
        return this.#do({ act: 'takeCard' });
      case 'pinVerified':
      case 'pinWrong':
        // The screen has gone on to waiting; the figures were typed on the one before.
        this.#screen = 'pin';
        return this.#do({ act: 'typePin', pin: value['type'] === 'pinVerified' ? PIN.right : PIN.wrong });
      case 'cashEscrowed':
        return this.#do({ act: 'note', denomination_yen: Number(value['denomination_yen']) });
      case 'cashAccepted':
        if (Number(value['denomination_yen']) < 1_000)
          this.#do({ act: 'coin', denomination_yen: Number(value['denomination_yen']) });
        return;
      case 'outcome':
        if (device === 'printer' && value['result'] === 'done') this.sheetsOut += 1;
        return;
      case 'printing':
        return this.#printing(value['trouble'], before);
      default:
    }
  }

  #printing(trouble: unknown, before: (act: Act) => void): void {
    if (trouble === 'jam' && !this.#jammed) {
      this.#jammed = true;
      before({ act: 'paperJams', afterSheets: this.sheetsOut });
      this.#do({ act: 'awaitTrouble', code: JAM_CODE });
    } else if (trouble === null && this.#jammed) {
      this.#jammed = false;
      this.acts.push({ act: 'clerkClearsJam' });
    }
  }
}

/** Makes a story of the first visit in a trace. @throws when the trace holds none */
export function storyOf(trace: Trace, name: string): Story {
  const { records } = trace;
  const sum = sumOf(records);
  const hasPersons = records.some((record) => record.k === 'screen' && record.screen === 'persons');
  const sale = hasPersons ? SALES.withPersons : SALES.plain;
  const net_yen = sum.accepted_yen - sum.paid_yen;
  const copies = Math.max(1, Math.round(net_yen / sale.fee_yen));
  const making = new Acts(sale, copies);
  // A fault is prepared before the button that leads to it.
  const before = (act: Act): void => {
    const at = making.acts.findLastIndex((done) => done.act === 'press' && done.button === 'printStart');
    making.acts.splice(Math.max(0, at), 0, act);
  };
  let sheets = 0;
  for (const record of records) {
    making.take(record, before);
    // What staff print afterwards is nobody's.
    if (!making.over) sheets = making.sheetsOut;
  }
  if (making.acts.length === 0) throw new Error('the trace holds no visit: begin it before somebody comes');
  if (making.acts.at(-1)?.act !== 'await') making.acts.push({ act: 'await', screen: 'idle' });
  return parseStory({
    name,
    tells: `From a trace of ${new Date(trace.header.started_epoch_ms).toISOString().slice(0, 10)}: what hands did, by a fictional resident.`,
    acts: making.acts,
    ends: {
      citizenPaid_yen: net_yen,
      sheets,
      earned: net_yen > 0 ? { [sale.municipality]: copies * sale.fee_yen } : {},
    },
  });
}

/** A test that plays the story, as text of a file beside those of `test/simulation`. */
export function testOf(story: Story): string {
  return `import { expect, test } from 'vitest';
import told from '../stories/${story.name}.json' with { type: 'json' };
import { parseStory } from '../stories/story.ts';
import { expectAtRest } from './checkers.ts';
import { playStory } from './story-player.ts';
import { createWorld } from './world.ts';

// Made from a trace. Say in its name what went wrong, and let it expect what should have happened.
test('the story ${story.name} ends as its trace did, and all books agree', () => {
  const story = parseStory(told);
  const world = createWorld();
  const { citizenPaid_yen, sheets } = playStory(world, story);
  expect({ citizenPaid_yen, sheets }).toEqual({ citizenPaid_yen: ${story.ends.citizenPaid_yen}, sheets: ${story.ends.sheets} });
  expectAtRest(world);
});
`;
}
