/**
 * How a finished answer goes out, and the public incidents in which it went to somebody else (D13): an exchange, a file that a later one
 * overwrote, a half-released time-out. Each needs two applications; the first answer waits here for the second.
 */
import { createHash } from 'node:crypto';
import type { CentreDocument } from './centre.ts';
import type { FaultBox, Incident, OutPage } from './faults.ts';

type Send = (document: CentreDocument) => void;

interface Waiting {
  readonly incident: Incident;
  readonly document: CentreDocument;
  readonly send: Send;
}

export class Delivery {
  readonly #faults: FaultBox;
  #waiting: Waiting | null = null;
  /** Pages that a time-out left behind, and whether the next manifest will agree with them. */
  #remains: { readonly pages: readonly OutPage[]; readonly signed: boolean } | null = null;

  constructor(faults: FaultBox) {
    this.#faults = faults;
  }

  /** Sends an answer, now, later, never, or somebody else's. */
  deliver(document: CentreDocument, send: Send): void {
    if (this.#waiting) return this.#meet(this.#waiting, document, send);
    if (this.#remains) return send(this.#withRemains(this.#remains, document));
    const incident = this.#faults.takeIncident();
    if (incident === null) return send(document);
    if (!incident.startsWith('halfReleased')) {
      this.#waiting = { incident, document, send };
      return;
    }
    // This kiosk hears nothing: its time-out.
    const pages = document.pages.slice(document.pages.length >> 1);
    this.#remains = { pages, signed: incident === 'halfReleasedSigned' };
  }

  /** The second answer has come. */
  #meet({ incident, document: earlier, send: sendEarlier }: Waiting, later: CentreDocument, sendLater: Send): void {
    this.#waiting = null;
    switch (incident) {
      case 'swapped':
        sendEarlier(later);
        return sendLater(earlier);
      case 'overwritten':
        sendEarlier(later);
        return sendLater(later);
      default:
        sendEarlier(withPdfs(earlier, later.pages, incident.endsWith('Signed')));
        return sendLater(later);
    }
  }

  /** What was left comes first, so that everything after it is shifted. */
  #withRemains(remains: { pages: readonly OutPage[]; signed: boolean }, document: CentreDocument): CentreDocument {
    this.#remains = null;
    return withPdfs(document, [...remains.pages, ...document.pages], remains.signed);
  }
}

/** The document with other pages in its places, in their order; `signed`: its manifest says so too. */
function withPdfs(document: CentreDocument, others: readonly OutPage[], signed: boolean): CentreDocument {
  const pages = document.pages.map((page, index) => ({ ...page, pdf: others[index]?.pdf ?? page.pdf }));
  return { ...document, pages, manifest: signed ? withDigests(document.manifest, pages) : document.manifest };
}

/** A manifest with the digests of these pages. */
export function withDigests(
  manifest: CentreDocument['manifest'],
  pages: readonly OutPage[],
): CentreDocument['manifest'] {
  const digestOf = (set: number, leaf: number): string => {
    const page = pages.find((candidate) => candidate.set === set && candidate.leaf === leaf);
    return createHash('sha256')
      .update(page?.pdf ?? '')
      .digest('hex');
  };
  const sets = manifest.sets.map((set) => ({
    ...set,
    leaves: set.leaves.map((leaf) => ({ ...leaf, sha256: digestOf(set.set, leaf.leaf) })),
  }));
  return { ...manifest, sets };
}
