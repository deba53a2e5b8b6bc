import type { CardLookResult, Operations } from '../../api/contract.ts';
import type { CardReaderFact } from '../../../drivers/card-reader.ts';
import type { CodeName } from '../../base/codes.ts';
import { codeText, MadoguchiError } from '../../base/errors.ts';
import type { Kiosk } from '../assemble.ts';
import type { Technician } from '../technician/technician.ts';
import { whileLocked } from './acts.ts';
import { deviceOf } from './device.ts';
import { running } from './running.ts';

/** What kind of card it is that the kiosk does not take. */
const KINDS: Partial<Record<CodeName, CardLookResult['kind']>> = {
  cardNotMyNumber: 'notMyNumber',
  cardJuki: 'juki',
  cardPhone: 'phone',
  cardUnknownToken: 'unknown',
  cardNoCertificate: 'noCertificate',
  cardExpired: 'individual',
  cardUnreadable: 'unreadable',
  cardTestOnly: 'testOnly',
  cardLicence: 'licence',
  cardResidence: 'residence',
  cardFelica: 'felica',
  cardBank: 'bank',
  pinBlocked: 'individual',
};

/** What one fact says of the card; null: nothing yet. */
function seen(fact: CardReaderFact): CardLookResult | null {
  if (fact.type === 'cardIdentified') return { kind: 'individual', tries: fact.tries, code: null, name: null };
  if (fact.type === 'pinBlocked') return refused('pinBlocked');
  return fact.type === 'cardRefused' || fact.type === 'cardFailed' ? refused(fact.code) : null;
}

function refused(code: CodeName): CardLookResult {
  const tries = code === 'pinBlocked' ? 0 : null;
  return { kind: KINDS[code] ?? 'unreadable', tries, code: codeText(code), name: code };
}

/** Reads the card that lies there or comes in time, by the empty VERIFY alone; the function that is returned ends it at once. */
export function lookAtCard(
  { readCard, services }: Technician,
  wait_ms: number,
  done: (found: CardLookResult, facts: { readonly came: boolean }) => void,
): () => void {
  const { clock, guarded } = services;
  let isOver = false;
  let came = false;
  let release: (() => void) | null = null;
  function finish(found: CardLookResult): void {
    if (isOver) return;
    isOver = true;
    late.cancel();
    release?.();
    done(found, { came });
  }
  const none: CardLookResult = { kind: 'none', tries: null, code: null, name: null };
  const late = clock.after(wait_ms, () => guarded(finish)(came ? refused('cardUnreadable') : none));
  release = readCard((fact) => {
    if (fact.type === 'cardInserted') came = true;
    const found = seen(fact);
    if (found !== null) finish(found);
  });
  if (isOver) release();
  return () => finish(none);
}

/** @throws MadoguchiError the reader's own code where it cannot be used */
export function usable(kiosk: Kiosk, id: string): void {
  const { status, partOf } = deviceOf(kiosk, id);
  if (kiosk.technician.holderOf(partOf ?? id) !== 'claimed') throw new MadoguchiError('deviceLent', `${id} is lent`);
  if (status.availability === 'online' || status.availability === 'attention') return;
  const [reason] = status.reasons;
  throw new MadoguchiError(reason?.code ?? 'deviceStarting', reason?.detail ?? `${id} has not answered yet`);
}

/** A card is put on the reader and looked at, without a PIN and without its certificate. */
export function cardOperations(kiosk: () => Kiosk | null): Operations {
  return {
    'card.look': ({ wait_s }, asked) => {
      const now = running(kiosk);
      usable(now, 'cardReader');
      whileLocked(now, (end) => {
        asked.progress({ done: 0, of: 1, text: 'putCardOn' });
        const stop = lookAtCard(now.technician, wait_s * 1_000 + 1_000, (found) => {
          end();
          asked.answer(found);
        });
        asked.onGone(stop);
      });
    },
  };
}
