import { generateKeyPair as generateKeyPairLater, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { createCardAuthority, type CardAuthority } from '../../test/virtual/card/authority.ts';
import { createVirtualCard, issueIdentity } from '../../test/virtual/card/card.ts';
import type { VirtualChip } from '../../test/virtual/card/chip.ts';
import { createOtherCard } from '../../test/virtual/card/other-cards.ts';
import { loadRegisters } from '../../test/virtual/centre/registry.ts';
import type { CardInfo } from '../../test/virtual/bench/contract.ts';

const generateKeyPair = promisify(generateKeyPairLater);

/** PIN of every card of the deck. */
const DECK_PIN = '1234';
const NOT_AFTER_EPOCH_S = Date.UTC(2028, 4, 5, 14, 59, 59) / 1000;

/** Short names under which stories know the residents' cards. */
const STORY_NAMES: Readonly<Record<string, string>> = {
  SUSONO0001X20240510001A: 'susono-taro',
  SUSONO0002X20240510001A: 'susono-hanako',
  FUCHU00001X20240510001A: 'fuchu-jiro',
  FUCHU00005X20240510001A: 'fuchu-lee',
};

export interface CardDeck {
  readonly authority: CardAuthority;
  readonly cards: readonly CardInfo[];
  /** The card itself. */
  take(id: string): VirtualChip;
}

/** Every resident's card and some that are no My Number Card. All persons are fictional. */
export async function createCardDeck(): Promise<CardDeck> {
  const authority = createCardAuthority();
  const makers = new Map<string, { readonly info: CardInfo; readonly make: () => VirtualChip }>();
  const made = new Map<string, VirtualChip>();
  const members = loadRegisters().flatMap((register) => register.households.flatMap(({ members: all }) => all));
  // Keys are made in libuv's threads: the wires of the virtual devices must not wait for them. Residents without a part in a story
  // share one, since a key takes a third of a second to make and there are many residents.
  const newKey = async (): Promise<KeyObject> => (await generateKeyPair('rsa', { modulusLength: 2048 })).privateKey;
  const sharedKey = await newKey();
  for (const { name, card } of members) {
    if (!card) continue;
    const { subjectCn, expires, shows } = card;
    const authKey = subjectCn in STORY_NAMES ? await newKey() : sharedKey;
    const notAfter_epoch_s = expires === undefined ? NOT_AFTER_EPOCH_S : Date.parse(`${expires}T23:59:59+09:00`) / 1000;
    const identity = issueIdentity(authority, { subjectCn, notAfter_epoch_s, authKey });
    const id = STORY_NAMES[subjectCn] ?? subjectCn.slice(0, 10).toLowerCase();
    makers.set(id, {
      info: {
        id,
        label: { ja: name, en: id },
        hint: { ja: `${shows.ja} (${DECK_PIN})`, en: `${shows.en} (PIN ${DECK_PIN})` },
        kind: 'myNumber',
      },
      make: () => createVirtualCard({ authority, pin: DECK_PIN, subjectCn, notAfter_epoch_s, identity }),
    });
  }
  const others = {
    felica: ['交通系ICカード', 'transit card'],
    bank: ['銀行カード', 'bank card'],
    licence: ['運転免許証', 'driving licence'],
  } as const;
  for (const [kind, [ja, en]] of Object.entries(others)) {
    makers.set(kind, {
      info: { id: kind, label: { ja, en }, hint: { ja: '使えないカード', en: 'not accepted' }, kind: 'other' },
      make: () => createOtherCard(kind as keyof typeof others),
    });
  }
  return {
    authority,
    cards: [...makers.values()].map(({ info }) => info).toSorted((a, b) => placeOf(a) - placeOf(b)),
    take: (id) => {
      const maker = makers.get(id);
      if (!maker) throw new Error(`there is no card "${id}" in the deck`);
      const card = made.get(id) ?? maker.make();
      made.set(id, card);
      return card;
    },
  };
}

/** Cards of the stories first, then the wrong ones, then everybody else. */
function placeOf({ id, kind }: CardInfo): number {
  if (Object.values(STORY_NAMES).includes(id)) return 0;
  return kind === 'other' ? 1 : 2;
}
