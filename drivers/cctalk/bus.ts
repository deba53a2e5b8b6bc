import { sealDevice } from '../line/device.ts';
import { lineMachine, type LineCommand, type LineFact, type LineState } from '../line/line.ts';
import type { ByteInput, ByteOutput, DriverMachine } from '../contract.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { coinAcceptorDevice } from './coin-acceptor.ts';
import { cctalkCodec, type CctalkRequest } from './frame.ts';
import type { CctalkCommand, CctalkFact, SealedCctalkDevice } from './device.ts';
import { CIPHERS, type HopperCipher } from './ciphers.ts';
import { hopperDevice } from './hopper.ts';
import { acceptorModelNamed, hopperModelNamed, type HopperModel } from './models.ts';
import type { CctalkLineOptions, CoinAcceptorOptions, HopperOptions } from './options.ts';

/**
 * One ccTalk line: acceptor and hoppers share a wire, so one machine speaks for all of them (`../line/README.md`).
 * Commands and facts name their device; the memory of the machine is that of all its devices (`packMemories`).
 */
export type CctalkBus = DriverMachine<
  LineState<CctalkRequest>,
  ByteInput,
  ByteOutput,
  LineCommand<CctalkCommand>,
  LineFact<CctalkFact>
>;

/** A device of the bus as configured; the id is its name in the configuration and in the ledger. */
export type CctalkDeviceConfig =
  | { readonly deviceId: string; readonly kind: 'coinAcceptor'; readonly options: CoinAcceptorOptions }
  | { readonly deviceId: string; readonly kind: 'hopper'; readonly options: HopperOptions };

/** Part-frames are dropped after this silence (Azkoyen X6 p. 12); USB adapters batch, so never less. */
const GAP_MS = 50;
/** 9600 baud, 10 bits a byte. */
const BYTE_MS = 10_000 / 9_600;

/**
 * The machine of a line. Throws `configValue` for an unknown model or plug-in or an address used twice: a mistake of the
 * configuration, found at assembly.
 */
export function cctalkBus(
  line: CctalkLineOptions,
  devices: readonly CctalkDeviceConfig[],
  ciphers: Readonly<Record<string, HopperCipher>> = {},
): CctalkBus {
  const addresses = devices.map((device) => device.options.address);
  const twice = addresses.find((address, i) => addresses.indexOf(address) !== i);
  if (twice !== undefined) throw new MadoguchiError('configValue', `two ccTalk devices have address ${twice}`);
  checkDestinations(devices);
  return lineMachine(
    { echo: line.echo, gap_ms: GAP_MS, byte_ms: BYTE_MS },
    cctalkCodec,
    devices.map((device) => deviceOf(device, ciphers)),
  );
}

/** Coins must not be led into a hopper that pays them as something else. */
function checkDestinations(devices: readonly CctalkDeviceConfig[]): void {
  for (const acceptor of devices) {
    if (acceptor.kind !== 'coinAcceptor') continue;
    for (const [denomination_yen, to] of Object.entries(acceptor.options.routes)) {
      const hopper = devices.find((one) => one.kind === 'hopper' && one.deviceId === to);
      if (hopper?.kind !== 'hopper' || String(hopper.options.denomination_yen) === denomination_yen) continue;
      const what = `${acceptor.deviceId}: ${denomination_yen} yen are to go to ${to}, which pays ${hopper.options.denomination_yen} yen`;
      throw new MadoguchiError('configValue', what);
    }
  }
}

function deviceOf(device: CctalkDeviceConfig, ciphers: Readonly<Record<string, HopperCipher>>): SealedCctalkDevice {
  const { deviceId } = device;
  if (device.kind === 'coinAcceptor')
    return sealDevice(coinAcceptorDevice(deviceId, device.options, acceptorModelNamed(device.options.model)));
  const model = hopperModelNamed(device.options.model);
  const cipher = cipherOf(deviceId, device.options.cipher ?? model.cipher, device.options.cipherPlugin, ciphers);
  return sealDevice(hopperDevice(deviceId, device.options, model, cipher));
}

function cipherOf(
  deviceId: string,
  cipher: HopperModel['cipher'],
  plugin: string | undefined,
  ciphers: Readonly<Record<string, HopperCipher>>,
): HopperCipher {
  if (cipher !== 'plugin') return CIPHERS[cipher];
  const found = plugin !== undefined && Object.hasOwn(ciphers, plugin) ? ciphers[plugin] : undefined;
  if (found) return found;
  const installed = Object.keys(ciphers).join(', ') || 'none';
  const what = `${deviceId}: the hopper cipher plug-in "${plugin ?? ''}" is not installed; installed are: ${installed}`;
  throw new MadoguchiError('configValue', what);
}
