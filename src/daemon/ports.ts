import { join } from 'node:path';
import type { Api } from '../api/contract.ts';
import { realRandom } from '../base/real-random.ts';
import { openStaffCode } from '../base/staff-code.ts';
import { enginesOf } from '../base/sound/engines.ts';
import { openCells } from '../cell/spawn.ts';
import { digestOfProgram } from '../centre/fingerprint-files.ts';
import { readClosingOrder } from '../centre/closing-order.ts';
import { remoteCommandReader } from '../centre/remote-command.ts';
import { openHttpsDesk } from '../centre/https-desk.ts';
import { readPinnedKeys } from '../centre/keys.ts';
import type { KioskPorts } from '../kiosk/contract.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { createLedger } from '../ledger/ledger.ts';
import { openLedgerDisk } from '../ledger/reserve.ts';
import { LOCALES } from '../words/locales.ts';
import { fixedUtterances } from '../words/utterances.ts';
import { openSound } from '../../drivers/transport/sound.ts';
import { deviceOptions } from './device-options.ts';
import { keyEnds } from './key-ends.ts';
import { PROGRAM_ROOT, type Known } from './known.ts';

/** Reads an order that closes an incident from afar; null: nobody may sign one. */
function closingOrders(signers_pem: string | null): NonNullable<KioskPorts['readClosingOrder']> | null {
  if (signers_pem === null) return null;
  const signers = readPinnedKeys(signers_pem);
  return (text) => readClosingOrder(text, signers);
}

/** Where the centre is, and what each side shows the other. */
const centreOf = ({ config, files }: Known) => ({
  url: config.centre.url,
  trustAnchor_pem: files.trustAnchor_pem,
  clientCertificate_pem: files.clientCertificate_pem,
  clientKey_pem: files.clientKey_pem,
});

/** The child processes of sessions. */
function cellsOf(known: Known, centre: ReturnType<typeof centreOf>): ReturnType<typeof openCells> {
  const { config, clock, files, paperKeys, separation, municipalities } = known;
  return openCells({
    configuration: {
      ...centre,
      kioskId: config.kiosk.id,
      documentKeys_pem: files.documentTrustAnchor_pem,
      municipalities: [...municipalities],
      paper: paperKeys && { ...paperKeys, enquiry: config.paper.enquiry },
      separation,
      voices: config.sound.engines,
    },
    clock,
  });
}

/** Speech and tones; what was played is told to the screen's bench. */
function voiceOf({ config, log, clock }: Known, api: Api): ReturnType<typeof openSound> {
  const sound = openSound({
    engines: enginesOf(config.sound.engines),
    player: config.sound.player,
    speaker: config.sound.speaker ?? null,
    headphones: config.sound.headphones ?? null,
    cacheDir: join(config.service.stateFolder, 'voice'),
    clock,
  });
  sound.onPlayed(({ utteranceId, text, locale, loudness, file }) =>
    api.publishVoice({ utteranceId, text, locale: LOCALES.find((known) => known === locale) ?? 'ja', loudness, file }),
  );
  sound.onFault((error) => log.fault(error));
  // Rendered ahead, so that no citizen waits for a voice.
  void sound.prepare(fixedUtterances());
  return sound;
}

/** Everything the kiosk reaches the world by, made of what was read; `close` ends what was started for it. */
export function portsOf(known: Known, database: LedgerDatabase, api: Api): KioskPorts & { close(): Promise<void> } {
  const { config, log, clock, files, separation, centreKeys, traced } = known;
  const centre = centreOf(known);
  const cells = cellsOf(known, centre);
  const voice = voiceOf(known, api);
  return {
    clock,
    random: realRandom,
    log: (level, event, fields) => log[level](event, fields),
    systemTime_epoch_ms: () => clock.systemTime_epoch_ms(),
    openLedger: (now_ms) => createLedger(database, now_ms, openLedgerDisk(database.name)),
    devices: traced.devices,
    keysEnd: () =>
      keyEnds({
        kiosk: files.clientCertificate_pem,
        centre: files.trustAnchor_pem,
        documents: files.documentTrustAnchor_pem,
        interface: known.interfaceKeys?.certificate_pem ?? null,
      }),
    optionsOf: (id) => deviceOptions(config.devices, id),
    takeCell: () => cells.take(),
    layers: { separation, prepare: cells.prepare },
    staffCode: config.staff.code_hash === undefined ? null : openStaffCode(config.staff.code_hash),
    desk: openHttpsDesk(centre, centreKeys, { clock, random: realRandom }),
    readClosingOrder: closingOrders(files.incidentSigners_pem),
    readRemoteCommand: remoteCommandReader(config.fleet.commandSigners),
    fingerprint: known.fingerprint,
    softwareNow: () => digestOfProgram(PROGRAM_ROOT),
    voice,
    screen: {
      ...api,
      publish: (view) => {
        traced.tap.screen(view.screen);
        api.publish(view);
      },
    },
    close: async () => {
      cells.close();
      await voice.close();
    },
  };
}
