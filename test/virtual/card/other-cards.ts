/** Cards that people put on the reader by mistake: enough of each to be told apart and refused (R18–R20). */
import { hex, ok, sw, type VirtualChip } from './chip.ts';

/** FeliCa transit card, bank card, driving licence, 在留カード, a city's own card. */
export type OtherCardKind = 'felica' | 'bank' | 'licence' | 'residence' | 'civic';

const ATR: Record<OtherCardKind, string> = {
  felica: '3B 8F 80 01 80 4F 0C A0 00 00 03 06 11 00 3B 00 00 00 00 42',
  bank: '3B 6E 00 00 00 31 C0 71 C6 65 01 B0 01 03 37 83 90 00',
  licence: '3B 88 80 01 00 00 00 00 91 81 C1 00 D8',
  residence: '3B 88 80 01 00 00 00 00 77 81 81 00 7E',
  civic: '3B 88 80 01 00 00 00 00 33 81 81 00 3A',
};

/** Applications each kind really has, by AID prefix. */
const APPLICATIONS: Record<OtherCardKind, readonly string[]> = {
  felica: [],
  bank: ['325041592E5359532E4444463031', 'A0000000651010'],
  licence: ['A0000002310100000000000000000000', 'A0000002310200000000000000000000'],
  residence: ['D392F0004F0200000000000000000000', 'D392F0004F0300000000000000000000'],
  civic: ['A0000000030000'],
};

/** Makes a card that is no My Number Card. */
export function createOtherCard(kind: OtherCardKind): VirtualChip {
  const names = APPLICATIONS[kind].map((name) => Buffer.from(hex(name)));
  return {
    atr: hex(ATR[kind]),
    powerOn: () => undefined,
    powerOff: () => undefined,
    reset: () => undefined,
    transmit: (apdu) => {
      const [cla, ins, p1] = apdu;
      // Storage cards know only the reader's own pseudo commands; the reader answers the rest in their place.
      if (kind === 'felica') return cla === 0xff && ins === 0xca ? ok(hex('0102030405060708')) : sw(0x6a81);
      if (cla !== 0x00) return sw(0x6e00);
      if (ins !== 0xa4) return sw(0x6d00);
      if (p1 !== 0x04) return sw(0x6a82);
      const wanted = Buffer.from(apdu.subarray(5, 5 + (apdu[4] ?? 0)));
      return names.some((name) => name.subarray(0, wanted.length).equals(wanted)) ? sw(0x9000) : sw(0x6a82);
    },
  };
}
