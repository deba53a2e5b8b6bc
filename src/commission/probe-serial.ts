/** Asks what hangs on a serial port: ccTalk, ID-003, one-piece changer, in this order. Only questions for identification are sent. */
import type { Clock } from '../base/clock.ts';
import type { SerialSettings, Wires } from '../../drivers/open.ts';
import { asciiText, littleEndian } from '../../drivers/cctalk/device.ts';
import {
  ANSWER,
  cctalkCodec,
  HEADER,
  type CctalkReply,
  type CctalkRequest,
  type Checksum,
} from '../../drivers/cctalk/frame.ts';
import { ACCEPTOR_MODELS, acceptorModelNamed, HOPPER_MODELS, hopperModelNamed } from '../../drivers/cctalk/models.ts';
import { opcCodec, OPC } from '../../drivers/changer/opc-frame.ts';
import { COMMAND, id003Codec } from '../../drivers/id003/frame.ts';
import { BILL_MODELS, billModelNamed } from '../../drivers/id003/models.ts';
import { currencyTable } from '../../drivers/id003/names.ts';
import type { LineCodec } from '../../drivers/line/device.ts';
import type { Found, Identity, Look } from './contract.ts';
import { COMMISSION_LIMITS } from './limits.ts';
import { AskedLine } from './wire.ts';

/** What a probe needs of the world. */
export type ProbeWires = Pick<Wires, 'openBytes' | 'clock'>;

type Cctalk = Extract<Found, { kind: 'cctalk' }>;

const pause = (clock: Clock, span_ms: number): Promise<void> =>
  new Promise((resolve) => void clock.after(span_ms, () => resolve()));

async function on<Request, Reply, T>(
  { openBytes, clock }: ProbeWires,
  port: string,
  settings: SerialSettings,
  codec: LineCodec<Request, Reply>,
  work: (line: AskedLine<Request, Reply>) => Promise<T>,
): Promise<{ readonly result: T; readonly lost: string | null }> {
  const line = new AskedLine(openBytes(port, settings), codec, clock);
  await pause(clock, COMMISSION_LIMITS.port_opens_ms);
  const result = await work(line);
  const { lost } = line;
  line.close();
  // The port is closed behind our back; the next settings find it free.
  await pause(clock, COMMISSION_LIMITS.port_opens_ms);
  return { result, lost };
}

const printable = (data: Uint8Array): string =>
  String.fromCharCode(...data.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x3f))).trim();

type CctalkLine = AskedLine<CctalkRequest, CctalkReply>;

async function cctalkDevice(
  line: CctalkLine,
  port: string,
  address: number,
  checksum: Checksum,
): Promise<Cctalk | null> {
  const answerOf = async (header: number, data: readonly number[] = []): Promise<Uint8Array | null> => {
    const request = { address, checksum, header, data: Uint8Array.from(data) };
    const reply = await line.ask(request, COMMISSION_LIMITS.cctalk_answers_ms);
    return reply?.header === ANSWER.done ? reply.data : null;
  };
  const text = async (header: number): Promise<string | null> => {
    const data = await answerOf(header);
    return data === null ? null : asciiText(data);
  };
  const category = ((await text(HEADER.requestCategory)) ?? '').toLowerCase();
  const deviceClass = category === 'coin acceptor' ? 'coinAcceptor' : category === 'payout' ? 'coinDispenser' : null;
  if (deviceClass === null) return null;
  const maker = (await text(HEADER.requestManufacturer)) ?? '';
  const product = (await text(HEADER.requestProduct)) ?? '';
  const serial = await answerOf(HEADER.requestSerial);
  const firmware = await text(HEADER.requestSoftware);
  const identity: Identity = {
    maker,
    product,
    serial: serial === null ? null : String(littleEndian(serial)),
    firmware,
  };
  const coins_yen: number[] = [];
  for (let at = 1; deviceClass === 'coinAcceptor' && at <= COMMISSION_LIMITS.coin_positions; at += 1) {
    const id = await answerOf(HEADER.requestCoinId, [at]);
    // Country, three digits, issue: "JP100A".
    const [, digits] = /^JP(\d{3}|\dK\d)/.exec(id === null ? '' : asciiText(id)) ?? [];
    if (digits !== undefined && /^\d+$/.test(digits)) coins_yen.push(Number(digits));
  }
  const models = deviceClass === 'coinAcceptor' ? acceptorModels(maker, product) : hopperModels(maker, product);
  return {
    kind: 'cctalk',
    class: deviceClass,
    port,
    address,
    checksum,
    identity,
    models,
    coins_yen: [...new Set(coins_yen)],
  };
}

/** The file of the maker's model first, if the words of the device stand in its name; else any of the kind, the general one first. */
function fitting(names: readonly string[], maker: string, product: string, general: string): readonly string[] {
  const words = `${maker} ${product}`
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1);
  const score = (name: string): number =>
    name === general ? 0 : words.filter((word) => name.split('-').includes(word)).length;
  const near = names.filter((name) => score(name) > 0).toSorted((a, b) => score(b) - score(a));
  return [...near, general];
}

function acceptorModels(maker: string, product: string): readonly string[] {
  const names = ACCEPTOR_MODELS.filter((name) => acceptorModelNamed(name).class === 'coinAcceptor');
  return fitting(names, maker, product, 'cctalk-coin-acceptor');
}

function hopperModels(maker: string, product: string): readonly string[] {
  const names = HOPPER_MODELS.filter((name) => hopperModelNamed(name).class === 'hopper');
  return fitting(names, maker, product, 'cctalk-hopper');
}

async function cctalkBus(line: CctalkLine, port: string, addresses: readonly number[]): Promise<readonly Cctalk[]> {
  for (const checksum of ['sum8', 'crc16'] as const) {
    const found: Cctalk[] = [];
    for (const address of addresses) {
      const poll = { address, checksum, header: HEADER.simplePoll, data: new Uint8Array() };
      if ((await line.ask(poll, COMMISSION_LIMITS.cctalk_scan_ms)) === null) continue;
      const device = await cctalkDevice(line, port, address, checksum);
      if (device !== null) found.push(device);
    }
    if (found.length > 0 || line.lost !== null) return found;
  }
  return [];
}

async function validator(wires: ProbeWires, port: string): Promise<Found | null> {
  const models = BILL_MODELS.map((name) => ({ name, model: billModelNamed(name) }));
  for (const baudRate of [9_600, 19_200] as const) {
    const { result } = await on(wires, port, { baudRate, parity: 'even' }, id003Codec, async (line) => {
      const ask = (command: number) =>
        line.ask({ command, data: new Uint8Array() }, COMMISSION_LIMITS.id003_answers_ms);
      const version = await ask(COMMAND.version);
      if (version === null) return null;
      // A unit that has not been reset since its power came knows no questions yet. It is left so: its status of now decides about
      // money, and belongs to the driver alone.
      if (version.code !== COMMAND.version) return { version: new Uint8Array(), table: null };
      const table = await ask(COMMAND.currencyTable);
      return { version: version.data, table: table?.code === COMMAND.currencyTable ? table.data : null };
    });
    const kin = models.filter(({ model }) => model.baudRate === baudRate);
    const [first] = kin;
    if (result === null || first === undefined) continue;
    const firmware = printable(result.version);
    const notes_yen = result.table === null ? [] : [...currencyTable(result.table, first.model.country).values()];
    const maker = firmware === '' ? '' : first.model.maker;
    const identity = { maker, product: firmware, serial: null, firmware };
    return { kind: 'id003', port, identity, models: kin.map(({ name }) => name), notes_yen };
  }
  return null;
}

async function changer(wires: ProbeWires, port: string): Promise<Found | null> {
  const { result } = await on(wires, port, { baudRate: 19_200, parity: 'none' }, opcCodec, (line) =>
    line.ask({ seq: 1, command: OPC.identify, data: new Uint8Array() }, COMMISSION_LIMITS.changer_answers_ms),
  );
  if (result === null) return null;
  const texts: string[] = [];
  for (let at = 3; at < result.data.length; at += 1 + (result.data[at] ?? 0)) {
    texts.push(printable(result.data.subarray(at + 1, at + 1 + (result.data[at] ?? 0))));
  }
  const [maker = '', product = '', serial = '', firmware = ''] = texts;
  return { kind: 'changer', port, identity: { maker, product, serial, firmware } };
}

/** What hangs on this port. */
export async function probePort(wires: ProbeWires, port: string, addresses: readonly number[]): Promise<Look> {
  const all = [...new Set([...COMMISSION_LIMITS.cctalk_addresses, ...addresses])];
  const serial: SerialSettings = { baudRate: 9_600, parity: 'none' };
  const bus = await on(wires, port, serial, cctalkCodec, (line) => cctalkBus(line, port, all));
  if (bus.result.length > 0) return { found: bus.result, silent: [] };
  if (bus.lost !== null) {
    const why = /lock|busy|unavailable/i.test(bus.lost)
      ? 'held'
      : /EACCES|EPERM|denied/i.test(bus.lost)
        ? 'forbidden'
        : 'silent';
    return { found: [], silent: [{ what: port, why }] };
  }
  const one = (await validator(wires, port)) ?? (await changer(wires, port));
  return one === null ? { found: [], silent: [{ what: port, why: 'silent' }] } : { found: [one], silent: [] };
}
