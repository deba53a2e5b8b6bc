/** Plays a story over the published contract of the screen, with the virtual hardware of a site as the citizen's hands. */
import type { Act, Story } from '../stories/story.ts';
import type { VirtualChip } from '../virtual/card/chip.ts';
import type { CashKit } from '../virtual/cash/kit.ts';
import type { ApiCitizen } from './api-citizen.ts';

/** What a citizen can lay hands on. */
export interface Hands {
  readonly kit: CashKit;
  readonly reader: { insert(chip: VirtualChip): void; remove(): void };
  card(name: string): VirtualChip;
  /** The centre's console, for stories in which it errs. */
  readonly centre?: { command(line: string): void };
}

/** A hand is slower than the wire. */
const HAND_MS = 250;
const TAKEN_WITHIN_MS = 1_500;
const MONEY_WAITS_MS = 30_000;

/** Screens from which no sale goes on. */
const LEADS_OUT = ['refusal', 'slip', 'outOfService'];
/** The kiosk gives the money back: the end of a sale, unless the citizen asked for it. */
const REFUNDING = 'refunding';
const SCREEN_WAITS_MS = 30_000;

/** The kiosk has ended the sale: not as the story tells it, but in order. */
export class SaleEnded extends Error {
  constructor(screen: string) {
    super(`the kiosk ended the sale on the screen ${screen}`);
  }
}

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

const inserted_yen = (citizen: ApiCitizen): number => citizen.view.money?.inserted.amount_yen ?? -1;

/** Whatever lies in the trays or sticks out of the slot is taken. */
export function takeMoney({ places, validator }: CashKit): void {
  validator.takeReturned();
  for (const tray of ['changeTray', 'returnTray']) places.moveAll(tray, 'citizen');
}

/** Puts a piece in, and again if it was not taken, as people do. */
async function putIn({ kit }: Hands, citizen: ApiCitizen, denomination_yen: number): Promise<void> {
  const before_yen = inserted_yen(citizen);
  const end_ms = performance.now() + MONEY_WAITS_MS;
  for (;;) {
    await citizen.until(
      `${denomination_yen} yen taken`,
      ({ money }) => money?.accepts.pieces.some(({ amount_yen }) => amount_yen === denomination_yen) ?? false,
      MONEY_WAITS_MS,
    );
    await pause(HAND_MS);
    if (denomination_yen >= 1000) kit.validator.insertNote(denomination_yen);
    else kit.acceptor.insertCoin(denomination_yen);
    const taken = await citizen
      .until(
        'more money in',
        () => inserted_yen(citizen) > before_yen,
        TAKEN_WITHIN_MS + (denomination_yen >= 1000 ? 2_500 : 0),
      )
      .catch((error: unknown) => {
        if (citizen.lost || performance.now() > end_ms) throw error;
        return null;
      });
    if (taken) return;
    takeMoney(kit);
  }
}

async function perform(act: Act, hands: Hands, citizen: ApiCitizen, leadsOut: readonly string[]): Promise<void> {
  switch (act.act) {
    case 'await': {
      const { screen } = await citizen.until(
        `the screen ${act.screen}`,
        (view) => view.screen === act.screen || leadsOut.includes(view.screen),
        SCREEN_WAITS_MS,
      );
      if (screen !== act.screen) throw new SaleEnded(screen);
      return;
    }
    case 'press':
      return citizen.press(act.button);
    case 'setCard':
      return hands.reader.insert(hands.card(act.card));
    case 'takeCard':
      return hands.reader.remove();
    case 'typePin':
      return citizen.typePin(act.pin);
    case 'chooseItems': {
      const form = citizen.view.form;
      const toggles = form?.kind === 'items' ? form.toggles : [];
      const options = Object.fromEntries(toggles.map(({ id }) => [id, act.on.includes(id)]));
      return citizen.mean({ type: 'citizen.chooseItems', options });
    }
    case 'choosePersons':
      return citizen.mean({ type: 'citizen.choosePersons', persons: act.persons });
    case 'chooseCopies':
      return citizen.mean({ type: 'citizen.chooseCopies', copies: act.copies });
    case 'coin':
    case 'note':
      return putIn(hands, citizen, act.denomination_yen);
    case 'takeTray':
      return takeMoney(hands.kit);
    case 'takePaper':
      return;
    case 'centreErrs':
      return hands.centre?.command(`fault ${act.document}`);
    default:
      throw new Error(`nobody here does ${JSON.stringify(act)}`);
  }
}

/** From the first act to the last; `reached` hears of each act before it is done. */
export async function playOverApi(
  story: Story,
  hands: Hands,
  citizen: ApiCitizen,
  reached: (act: Act) => void = () => undefined,
): Promise<void> {
  let leadsOut: readonly string[] = [...LEADS_OUT, REFUNDING];
  for (const act of story.acts) {
    reached(act);
    if (act.act === 'press' && act.button === 'cancel') leadsOut = LEADS_OUT;
    await perform(act, hands, citizen, leadsOut);
  }
}
