/** Who closes what is open in 要対応 (D7): a clerk by the buttons of staff mode, some of it two persons from afar. */
import type { Intent } from '../../src/api/messages.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import type { Mismatch } from '../../src/ledger/contract.ts';
import { KIOSK_ID } from '../virtual/centre/fixture.ts';
import type { World } from './world.ts';

/** One in so many is closed from afar. */
const FROM_AFAR_EVERY = 3;

/** True when somebody has something to look at; from the raw rows. */
export function hasOpenIncidents(world: World): boolean {
  const open = world.database
    .prepare('SELECT 1 FROM mismatch WHERE incident NOT IN (SELECT incident FROM incident_closing)')
    .get();
  return open !== undefined;
}

/** Closes one after the other; a clerk does nothing while somebody's session is open. The kiosk may die at each of these touches. */
export function closeIncidents(world: World): void {
  if (!world.alive()) return;
  const { open } = world.kiosk().incidents();
  const isFar = ({ incident }: Mismatch): boolean => incident % FROM_AFAR_EVERY === 0;
  for (const mismatch of open) if (isFar(mismatch) && world.alive()) closeFromAfar(world, mismatch);
  const here = open.filter((mismatch) => !isFar(mismatch));
  if (here.length === 0 || !world.alive()) return;
  if (world.kiosk().staffKey(true) === 'open') for (const { incident } of here) closeHere(world, incident);
  if (world.alive()) world.kiosk().staffKey(false);
}

function closeHere(world: World, incident: number): void {
  const touches: readonly Intent[] = [
    { type: 'staff.choose', task: 'incidents' },
    { type: 'staff.chooseIncident', incident },
    { type: 'staff.giveReason', reason: 'noFaultFound' },
    { type: 'staff.confirm' },
    { type: 'staff.next' },
  ];
  for (const intent of touches) if (world.alive() && world.offered(intent)) world.press(intent);
}

function closeFromAfar(world: World, { incident, reference }: Mismatch): void {
  const order = { kioskId: KIOSK_ID, reason: 'centreCorrected', issuedAt_epoch_ms: world.centre.now_epoch_ms() };
  try {
    world.kiosk().closeIncident(JSON.stringify({ ...order, incident, reference }));
  } catch (error) {
    // A kiosk that does not know the time yet, or cannot write, takes no order; it is asked again at the next look.
    const isLater = error instanceof MadoguchiError && ['incidentSignature', 'ledgerUnusable'].includes(error.codeName);
    if (!isLater) throw error;
  }
}
