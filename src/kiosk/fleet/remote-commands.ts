import type { CommandResult } from '../../api/contract.ts';
import { codeText, MadoguchiError } from '../../base/errors.ts';
import { parsedJson } from '../../base/json.ts';
import type { EventFeed } from './event-feed.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** A command whose signature holds (src/centre/remote-command.ts). */
export interface SignedCommand {
  readonly commandId: string;
  readonly kioskId: string;
  readonly signer: string;
  readonly issuedAt_epoch_ms: number;
  readonly expiresAt_epoch_ms: number;
  readonly command: CommandResult['command'];
  readonly closingOrder?: string;
}

/** Verifies a signed command; null when it does not hold. */
export type ReadRemoteCommand = (jws: string) => SignedCommand | null;

/** What a command can do. */
export interface RemoteActs {
  drain(draining: boolean): void;
  /** Number of the incident. @throws MadoguchiError */
  closeIncident(order: string): number;
}

/**
 * Carries out signed orders from afar. An order is for this kiosk alone, good for a short time, and carried out once: its id is
 * durable before it is begun, and whoever sends it again gets the answer it had.
 * @throws `remoteForged`, `remoteForeign`, `remoteNoTime`
 */
export function createRemoteCommands(
  read: ReadRemoteCommand,
  acts: RemoteActs,
  feed: Pick<EventFeed, 'remoteCommand'>,
  { ledger, serviceClock, settings, log }: Pick<KioskServices, 'ledger' | 'serviceClock' | 'settings' | 'log'>,
): (jws: string) => CommandResult {
  function judge(order: SignedCommand): void {
    if (!serviceClock.known) throw new MadoguchiError('remoteNoTime', 'the kiosk does not know the time yet');
    const now_ms = serviceClock.now_epoch_ms();
    const { remote_valid_ms_max, remote_skew_ms } = KIOSK_LIMITS;
    const isOfNow =
      order.expiresAt_epoch_ms > now_ms &&
      order.expiresAt_epoch_ms - now_ms <= remote_valid_ms_max &&
      order.issuedAt_epoch_ms <= now_ms + remote_skew_ms;
    if (order.kioskId !== settings.kioskId || !isOfNow)
      throw new MadoguchiError('remoteForeign', 'the order is for another kiosk or another time');
  }

  function act({ command, closingOrder }: SignedCommand): Pick<CommandResult, 'incident'> {
    if (command === 'closeIncident') return { incident: acts.closeIncident(closingOrder ?? '') };
    // A bundle is put together by whoever asked, from what may be watched; here it was allowed.
    if (command !== 'bundle') acts.drain(command === 'drain');
    return {};
  }

  function carryOut(order: SignedCommand): CommandResult {
    const { commandId, command } = order;
    try {
      return { commandId, command, outcome: 'done', ...act(order) };
    } catch (error) {
      if (!(error instanceof MadoguchiError)) throw error;
      return { commandId, command, outcome: 'refused', code: codeText(error.codeName) };
    }
  }

  return (jws) => {
    const order = read(jws);
    if (order === null) throw new MadoguchiError('remoteForged', 'no known key signed this order');
    const { commandId, command, signer } = order;
    judge(order);
    const known = ledger.beginCommand(commandId, order.expiresAt_epoch_ms);
    if (known === '') return { commandId, command, outcome: 'unknown' };
    // Written by this function alone.
    if (known !== null) return parsedJson(known) as CommandResult;
    const result = carryOut(order);
    feed.remoteCommand({ command, signer, done: result.outcome === 'done' });
    log('warn', 'remote.command', { what: command, result: result.outcome, code: result.code ?? null });
    ledger.endCommand(commandId, JSON.stringify(result));
    return result;
  };
}
