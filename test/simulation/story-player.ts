/** Plays the acts of `test/stories` in the simulated world, as a citizen would: by the buttons the screen shows. */
import type { Action, View } from '../../src/api/messages.ts';
import type { Act, Story } from '../stories/story.ts';
import { CN } from '../virtual/centre/fixture.ts';
import type { BlindCitizen } from './blind.ts';
import { quoted } from './blind-way.ts';
import type { World } from './world.ts';

/** A person needs this long to bring a coin, note or card to its place. */
const HAND_MS = 800;
/** Longest wait for a screen: printing, refunds and time-outs are in it. */
const AWAIT_MS = 600_000;

/** What the citizen has at the end. */
export interface Played {
  readonly citizenPaid_yen: number;
  readonly sheets: number;
}

/** Every button of a view. */
export function buttonsOf(view: View): readonly Action[] {
  return [
    ...view.actions,
    view.back,
    view.cancel,
    view.warning?.extend ?? null,
    ...view.lines.map(({ remove }) => remove),
    ...(view.staff?.tables.flatMap(({ rows }) => rows.map(({ action }) => action)) ?? []),
  ].filter((button) => button !== null);
}

/** `susono-taro` is the card of the resident `CN.susonoTaro`. */
function subjectCnOf(card: string): string {
  const key = card.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const found = Object.entries(CN).find(([name]) => name === key);
  if (!found) throw new Error(`no such card: ${card}`);
  return found[1];
}

/** Takes whatever lies in trays and sticks out of the slot. */
export function takeMoney(world: World): void {
  world.hardware.validator.takeReturned();
  for (const tray of ['changeTray', 'returnTray']) world.hardware.places.moveAll(tray, 'citizen');
}

function choose(world: World, act: Extract<Act, { act: `choose${string}` }>): void {
  if (act.act === 'choosePersons') return world.press({ type: 'citizen.choosePersons', persons: act.persons });
  if (act.act === 'chooseCopies') return world.press({ type: 'citizen.chooseCopies', copies: act.copies });
  const { form } = world.view();
  const toggles = form?.kind === 'items' ? form.toggles : [];
  const unknown = act.on.find((id) => toggles.every((toggle) => toggle.id !== id));
  if (unknown !== undefined) throw new Error(`the screen has no item ${unknown}`);
  const options = Object.fromEntries(toggles.map(({ id }) => [id, act.on.includes(id)]));
  return world.press({ type: 'citizen.chooseItems', options });
}

function putIn(world: World, denomination_yen: number): void {
  world.until(() => world.kiosk().picture().totals.accepts_yen.includes(denomination_yen));
  // A hand is slower than the wire: the slot has been opened by the time the piece is in it.
  const end_ms = world.clock.now_ms() + HAND_MS;
  world.clock.after(HAND_MS, () => undefined);
  world.until(() => world.clock.now_ms() >= end_ms);
  const credit_yen = (): number => world.kiosk().picture().totals.credit_yen;
  const before_yen = credit_yen();
  if (denomination_yen < 1000) world.hardware.acceptor.insertCoin(denomination_yen);
  else if (!world.hardware.validator.insertNote(denomination_yen)) throw new Error('the note was not drawn in');
  // Whoever puts money in looks whether it was taken before the next step.
  world.until(() => credit_yen() > before_yen);
}

/** The mains fail once so many coins have fallen; the kiosk starts anew when they are back. */
function cutPower(world: World, { afterPieces, dark_ms }: Extract<Act, { act: 'powerCut' }>): void {
  const { bus, places, printer, validator } = world.hardware;
  const pieces = (): number => places.at('changeTray').reduce((sum, { count }) => sum + count, 0);
  world.until(() => pieces() >= afterPieces);
  const devices = [bus, validator, printer];
  world.kill();
  for (const device of devices) device.powerOff();
  world.clock.advance(dark_ms);
  for (const device of devices) device.powerOn();
  world.start();
}

/** A button by its id, or by how its id begins. */
function isButton(wanted: string, id: string): boolean {
  return wanted.endsWith('*') ? id.startsWith(wanted.slice(0, -1)) : id === wanted;
}

/** What one does who hears and feels. */
function playByEar(
  citizen: BlindCitizen | null,
  act: Extract<Act, { act: 'key' | 'figures' | 'hear' | 'seek' }>,
): void {
  if (citizen === null) throw new Error('this kiosk has no keypad');
  if (act.act === 'key') citizen.press(act.key);
  else if (act.act === 'figures') citizen.digits(act.digits);
  else if (act.act === 'hear') citizen.waitFor(new RegExp(quoted(act.words)), AWAIT_MS);
  else citizen.find(new RegExp(quoted(act.words)));
}

/** One act. Returns the sheets taken by it. */
export function playAct(world: World, act: Act, citizen: BlindCitizen | null): number {
  switch (act.act) {
    case 'await':
      world.until(() => world.view().screen === act.screen, AWAIT_MS);
      return 0;
    case 'press': {
      const find = (): Action | undefined => buttonsOf(world.view()).find(({ id }) => isButton(act.button, id));
      world.until(() => find()?.enabled === true);
      const button = find();
      if (button) world.press(button.intent);
      return 0;
    }
    case 'setCard':
      world.hardware.reader.insert(world.card(subjectCnOf(act.card)));
      return 0;
    case 'takeCard':
      world.hardware.reader.remove();
      return 0;
    case 'typePin':
      world.typePin(act.pin);
      return 0;
    case 'chooseItems':
    case 'choosePersons':
    case 'chooseCopies':
      choose(world, act);
      return 0;
    case 'coin':
    case 'note':
      putIn(world, act.denomination_yen);
      return 0;
    case 'takeTray':
      takeMoney(world);
      return 0;
    case 'powerCut':
      cutPower(world, act);
      return 0;
    case 'centreErrs':
      world.centre.faults.arm({ at: 'apply', document: act.document });
      return 0;
    case 'paperJams':
      world.hardware.printer.setFaults(
        act.afterSheets === 0 ? { jamNextSheet: true } : { jamAfterSheets: act.afterSheets },
      );
      return 0;
    case 'clerkClearsJam':
      world.until(() => world.hardware.printer.clearJam() !== null);
      return 0;
    case 'awaitTrouble':
      world.until(() => world.view().code?.number === act.code, AWAIT_MS);
      return 0;
    case 'keySwitch':
      world.kiosk().staffKey(act.position === 'on');
      return 0;
    case 'clerkPays':
      world.hardware.places.move('staff', 'citizen', act.denomination_yen);
      return 0;
    case 'key':
    case 'figures':
    case 'hear':
    case 'seek':
      playByEar(citizen, act);
      return 0;
    case 'takePaper': {
      const { printer } = world.hardware;
      world.until(() => printer.sheets().length > 0 && !printer.engine.busy);
      return printer.takeOutput().length;
    }
  }
}

/**
 * A whole story, and the citizen goes home: what lies there is taken, the kiosk is idle again.
 * @param citizen who hears and presses keys, for stories with such acts
 */
export function playStory(world: World, story: Story, citizen: BlindCitizen | null = null): Played {
  let sheets = 0;
  for (const act of story.acts) sheets += playAct(world, act, citizen);
  world.hardware.reader.remove();
  world.until(() => {
    takeMoney(world);
    const { screen } = world.view();
    if (screen === 'takeItems') world.press({ type: 'citizen.confirmTaken' });
    return screen === 'idle';
  }, AWAIT_MS);
  world.clock.advance(5_000);
  takeMoney(world);
  return { citizenPaid_yen: 0 - world.hardware.places.total_yen('citizen'), sheets };
}
