/** A whole kiosk on virtual hardware, over real wires: the site, a deck of cards, and madoguchid as a process of its own. */
import { join } from 'node:path';
import { createCardDeck, type CardDeck } from './cards.ts';
import { startDaemon } from './daemon.ts';
import { hangPanelBoard, type PanelBoard } from './panel-board.ts';
import { makeKioskFiles, screenTokenOf, startSite, type Site } from './site.ts';

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

export interface Rig extends Pick<Site, 'folder' | 'kit' | 'ports' | 'pcscd' | 'printer' | 'centre'> {
  readonly deck: CardDeck;
  /** Lamps, keypad and headphones. */
  readonly board: PanelBoard;
  /** The daemon's configuration, for the command line. */
  readonly configFile: string;
  readonly ledgerFile: string;
  readonly voiceFolder: string;
  readonly socketPath: string;
  /** Address of the citizen's screen, token included. */
  screenUrl(): string;
  /** Fails the mains: every device but the card reader goes dark, the daemon dies; after a while all come back. */
  cutPower(dark_ms: number): Promise<void>;
  /** Stops everything that was started and removes its folder. */
  stop(): Promise<void>;
}

export interface RigOptions {
  /** TCP port of the screen; 0 = any free one. */
  readonly screenPort: number;
  /** Where the daemon's log goes. */
  readonly logFile: string;
  /** Time of one sheet in the printer. */
  readonly sheet_ms?: number;
}

/** Starts everything. What was started before a failure is stopped again. */
export async function startRig({ screenPort, logFile, sheet_ms }: RigOptions): Promise<Rig> {
  const deck = await createCardDeck();
  const site = await startSite({ authority: deck.authority, ...(sheet_ms === undefined ? {} : { sheet_ms }) });
  try {
    const files = makeKioskFiles(join(site.folder, 'kiosk'), site.facts, screenPort);
    const { configFile, stateFolder, ledgerFile, socketPath } = files;
    const board = await hangPanelBoard(site.folder, configFile);
    const { environment } = board;
    let daemon = await startDaemon({ configFile, logFile, environment });
    return {
      ...site,
      deck,
      board,
      configFile,
      ledgerFile,
      voiceFolder: join(stateFolder, 'voice'),
      socketPath,
      screenUrl: () => `${daemon.screenUrl}#token=${screenTokenOf(files)}`,
      cutPower: async (dark_ms) => {
        const dark = [site.kit.bus, site.kit.validator, site.printer];
        for (const device of dark) device.powerOff();
        await daemon.end('SIGKILL');
        await pause(dark_ms);
        for (const device of dark) device.powerOn();
        daemon = await startDaemon({ configFile, logFile, environment });
      },
      stop: async () => {
        await daemon.end('SIGTERM');
        await board.close();
        await site.stop();
      },
    };
  } catch (error) {
    await site.stop();
    throw error;
  }
}
