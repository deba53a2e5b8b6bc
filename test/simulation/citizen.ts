import { insertPiece } from './hardware.ts';
import type { World } from './world.ts';

/** A citizen who knows the way: the steps of a session up to a given screen, pressed as a person would. */
export interface SaleOptions {
  readonly subjectCn: string;
  readonly pin?: string;
  readonly typeId: string;
  /** Handles of the persons; null = the screen does not ask. */
  readonly persons?: readonly number[] | null;
  readonly copies?: number;
}

/** From the idle screen until the PIN was accepted and the card taken off. */
export function authenticateAtKiosk(world: World, options: SaleOptions): void {
  world.until(() => world.view().screen === 'idle');
  world.press({ type: 'citizen.openGovernmentService' });
  world.press({ type: 'citizen.openCertificateService' });
  world.press({ type: 'citizen.agree' });
  world.hardware.reader.insert(world.card(options.subjectCn));
  world.until(() => world.view().screen === 'pin');
  world.typePin(options.pin ?? '1234');
  world.until(() => world.view().screen === 'takeCard');
  world.hardware.reader.remove();
  world.until(() => world.view().screen === 'certificate');
}

/** From the certificate screen until the fee is asked for. */
export function requestAtKiosk(world: World, options: SaleOptions): void {
  world.press({ type: 'citizen.chooseCertificate', typeId: options.typeId });
  if (world.view().screen === 'items') world.press({ type: 'citizen.chooseItems', options: {} });
  if (world.view().screen === 'persons') {
    world.press({ type: 'citizen.choosePersons', persons: [...(options.persons ?? [1])] });
  }
  world.press({ type: 'citizen.chooseCopies', copies: options.copies ?? 1 });
  world.press({ type: 'citizen.confirm' });
  world.until(() => world.view().screen === 'pay');
}

/** Waits until the next citizen can begin; a slip on the screen is read and confirmed. Returns the claims that were shown. */
export function readSlipsUntilIdle(world: World, limit_ms?: number): readonly string[] {
  const shown: string[] = [];
  for (;;) {
    world.until(() => ['slip', 'idle'].includes(world.view().screen), limit_ms);
    const { slip } = world.view();
    if (slip === null) return shown;
    shown.push(slip.claimNumber);
    world.press({ type: 'citizen.acknowledge' });
  }
}

/** A person needs this long to bring a coin or note to the slot. */
const HAND_MS = 800;

/** Waits until coins and notes are taken, then puts them in one after the other. */
export function payAtKiosk(world: World, pieces: readonly number[]): void {
  for (const piece of pieces) {
    world.until(() => world.kiosk().picture().totals.accepts_yen.includes(piece));
    // A hand is slower than the wire: the slot has been opened by the time the piece is in it.
    world.clock.advance(HAND_MS);
    const before = world.kiosk().picture().totals.credit_yen;
    insertPiece(world.hardware, piece);
    world.until(() => world.kiosk().picture().totals.credit_yen > before);
  }
}

/** From 「プリントスタート」 until the last screen was confirmed. */
export function printAndLeave(world: World): void {
  world.press({ type: 'citizen.printStart' });
  world.until(() => world.view().screen === 'takeItems', 600_000);
  world.hardware.places.moveAll('changeTray', 'citizen');
  world.press({ type: 'citizen.confirmTaken' });
  world.until(() => world.view().screen === 'idle');
}
