import type { KioskServices } from '../services.ts';
import type { Suspicion } from '../session/suspicion.ts';

/**
 * A citizen says that a printed paper is not theirs (D11). It is in the books at the touch, so that no power cut forgets it; its
 * municipality is not served from then on (D8). The id of the transaction, a random number, leads the centre to the documents.
 */
export function createForeignReport(
  suspicion: Suspicion,
  { send, session }: Pick<KioskServices, 'send' | 'session'>,
): () => void {
  return () => {
    const current = session.get();
    const { reference } = suspicion.mismatch({
      code: 'paperForeign',
      detail: `transaction ${current?.transactionId ?? 'unknown'}: a citizen says that the paper is not theirs`,
      municipalityId: current?.municipalityId ?? null,
    });
    send({ type: 'paper.reported', reference });
  };
}
