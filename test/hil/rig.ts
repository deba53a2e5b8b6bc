/** A whole kiosk on a bench: the daemon as a process, real devices where the bench says so, virtual ones beside them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCardDeck, type CardDeck } from '../../scripts/demo/cards.ts';
import { startDaemon } from '../../scripts/demo/daemon.ts';
import { makeKioskFiles, screenTokenOf, startSite, type KioskFiles, type Site } from '../../scripts/demo/site.ts';
import { readExtract, type LedgerExtract } from '../../src/ledger/extract.ts';
import type { BenchFile } from './bench-file.ts';

/** The daemon on the devices of a bench, with everything around it. */
export interface HilRig {
  readonly site: Site;
  readonly deck: CardDeck;
  readonly files: KioskFiles;
  screenUrl(): string;
  extract(): LedgerExtract;
  stop(): Promise<void>;
}

/** What the configuration says of the devices: the bench's own where they are real. */
function factsOf({ facts }: Site, { devices }: BenchFile): Site['facts'] {
  const { card, coins, notes, printer } = devices;
  return {
    ...facts,
    ...(card?.kind === 'real' && { reader: { name: card.reader, csockName: '' } }),
    ...(coins?.kind === 'real' && { coinsPort: coins.port }),
    ...(notes?.kind === 'real' && { notesPort: notes.port }),
    ...(printer?.kind === 'real' && { printerUri: printer.uri }),
  };
}

/** What the text of the site's configuration cannot say: the system's own pcscd, and the printer's certificate. */
function ofBench(text: string, { devices: { card, printer } }: BenchFile): string {
  const withCard = card?.kind === 'real' ? text.replace('csockName = "", ', '') : text;
  if (printer?.kind !== 'real' || printer.certificatePin === undefined) return withCard;
  return `${withCard}options = { certificatePin = ${JSON.stringify(printer.certificatePin)} }\n`;
}

/** Starts everything. What was started before a failure is stopped again. */
export async function startHilRig(bench: BenchFile, logFile: string): Promise<HilRig> {
  const deck = await createCardDeck();
  const site = await startSite({ authority: deck.authority, sheet_ms: bench.sheet_ms });
  try {
    const files = makeKioskFiles(join(site.folder, 'kiosk'), factsOf(site, bench), 0);
    const text = readFileSync(files.configFile, 'utf8');
    writeFileSync(files.configFile, ofBench(text, bench));
    const daemon = await startDaemon({ configFile: files.configFile, logFile });
    return {
      ...{ site, deck, files },
      screenUrl: () => `${daemon.screenUrl}#token=${screenTokenOf(files)}`,
      extract: () => readExtract(files.ledgerFile),
      stop: async () => {
        await daemon.end('SIGTERM');
        await site.stop();
      },
    };
  } catch (error) {
    await site.stop();
    throw error;
  }
}
