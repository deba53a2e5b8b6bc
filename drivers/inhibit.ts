/**
 * The shortest way to shut every slot for money, for the moment after the daemon has ended: one or two requests a device and nothing
 * else. No reset, no poll, no event is read, so that whatever the devices still have to say waits for the next daemon.
 */
import { cctalkCodec, HEADER } from './cctalk/frame.ts';
import { coinAcceptorOptions } from './cctalk/options.ts';
import { OPC, opcCodec } from './changer/opc-frame.ts';
import { lentNames } from './lending.ts';
import type { ConfiguredDevice } from './configured.ts';
import type { DeviceMemory } from './contract.ts';
import { COMMAND, id003Codec } from './id003/frame.ts';
import { billModelNamed } from './id003/models.ts';
import { billAcceptorOptions } from './id003/options.ts';
import type { LineCodec } from './line/device.ts';
import type { SerialSettings } from './open.ts';

/** One request on one line, and how its answer is known. */
export interface InhibitOrder {
  readonly deviceId: string;
  readonly port: string;
  readonly serial: SerialSettings;
  readonly request: Uint8Array;
  /** True once these bytes of the line hold the answer. */
  isAnswered(bytes: Uint8Array): boolean;
}

/** Every request that is needed, in the order of the configuration. Hoppers do nothing unasked and are left alone. */
export function inhibitOrders(devices: readonly ConfiguredDevice[]): readonly InhibitOrder[] {
  return devices.flatMap(ordersOf);
}

/** True while the copier's own business has the cash unit: it is not ours to shut. */
export function isCashLent(memory: DeviceMemory | null): boolean {
  return lentNames(memory).includes('cash');
}

function ordersOf(device: ConfiguredDevice): InhibitOrder[] {
  const { id: deviceId, port, driver, options } = device;
  if (port === undefined) return [];
  const place = { deviceId, port };
  if (device.class === 'coinAcceptor' && driver === 'cctalk') {
    const { address, checksum } = coinAcceptorOptions.parse(options);
    const serial = { baudRate: 9600, parity: 'none' } as const;
    // The gate is the master inhibit; the mask of coins stays, since it tells the next daemon of a reset (cash.md, rule 7).
    const request = { address, checksum, header: HEADER.setMasterInhibit, data: Uint8Array.of(0) };
    return [orderOf(place, serial, cctalkCodec, request)];
  }
  if (device.class === 'billAcceptor' && driver === 'id003') {
    const { baudRate } = billModelNamed(billAcceptorOptions.parse(options).model);
    const request = { command: COMMAND.inhibit, data: Uint8Array.of(1) };
    return [orderOf(place, { baudRate, parity: 'even' }, id003Codec, request)];
  }
  if (device.class === 'cashChanger') {
    // Sequence 0 is never taken for a repetition (PROTOCOL.md, Frame).
    const request = { seq: 0, command: OPC.enable, data: Uint8Array.of(0) };
    return [orderOf(place, { baudRate: 19_200, parity: 'none' }, opcCodec, request)];
  }
  return [];
}

function orderOf<Request, Reply>(
  place: Pick<InhibitOrder, 'deviceId' | 'port'>,
  serial: SerialSettings,
  codec: LineCodec<Request, Reply>,
  request: Request,
): InhibitOrder {
  return {
    ...place,
    serial,
    request: codec.encode(request),
    isAnswered: (bytes) => holdsAnswer(bytes, codec, request),
  };
}

/** Looks for the answer behind echoes and leftovers: a frame may begin at any byte. */
function holdsAnswer<Request, Reply>(bytes: Uint8Array, codec: LineCodec<Request, Reply>, request: Request): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    const found = codec.read(bytes.subarray(at), request);
    if (found.type === 'frame' && codec.answers(request, found.reply)) return true;
  }
  return false;
}
