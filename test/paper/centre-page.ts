/** A page of the reference centre as its PDF: a certificate of a fictional person, 見本. */
import { pagesToMake } from '../virtual/centre/centre.ts';
import { authenticate, CN, createCellWorld, KIOSK_ID, TRANSACTION } from '../virtual/centre/fixture.ts';
import { createPdfPages } from '../virtual/centre/pdf-pages.ts';

/** The first page of a certificate of that type (`inkan`, `juminhyo` …). */
export async function centrePage(typeId: string): Promise<Uint8Array> {
  const world = createCellWorld();
  authenticate(world, CN.susonoTaro);
  const persons = typeId === 'inkan' ? [] : [1, 2];
  const draft = world.centre.apply(KIOSK_ID, TRANSACTION, [{ typeId, options: {}, persons, copies: 1 }]);
  const [page] = draft.ok ? pagesToMake(draft.value) : [];
  if (page === undefined) throw new Error(`the reference centre makes no page of ${typeId}`);
  return createPdfPages()(page);
}
