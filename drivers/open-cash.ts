/**
 * Opens the cash changer of the configuration: either a one-piece unit on its own line, or a composite of ccTalk coin
 * acceptor, hoppers and ID-003 validator, whose lines are opened here and joined by the composite's machine.
 */
import { MadoguchiError } from '../src/base/errors.ts';
import type { CashChangerCommand, CashChangerFact } from './cash-changer.ts';
import type { DeviceMemory } from './contract.ts';
import type { Device } from './device.ts';
import type { Wires } from './open.ts';
import type { ConfiguredDevice } from './open-devices.ts';

export function openCashChanger(
  devices: readonly ConfiguredDevice[],
  lines: readonly {
    readonly port: string;
    readonly driver: string;
    readonly options: Readonly<Record<string, unknown>>;
  }[],
  wires: Wires,
  memoryOf: (deviceId: string) => DeviceMemory | null,
): Device<CashChangerCommand, CashChangerFact> {
  void devices;
  void lines;
  void wires;
  void memoryOf;
  throw new MadoguchiError('internal', 'the composite changer is being built');
}
