/** What can be wrong with a reply, one thing at a time, and the codes that may name it. Each rule of D1–D6 has several. */
import type { CodeName } from '../../src/base/codes.ts';
import type { Random } from '../../src/base/random.ts';
import type { CentrePage, Manifest, SignedManifest } from '../../src/centre/port.ts';
import { sealed, sha256, type Keys, type Reply, type SetEntry } from './replies.ts';

/** Everything that a mutation may draw from. */
export interface Material {
  readonly mine: Reply;
  /** The reply to somebody else, at another kiosk, in the same second. */
  readonly others: Reply;
  /** The reply to the citizen before, at this kiosk. */
  readonly previous: Reply;
  readonly keys: Keys;
  readonly random: Random;
}

/** What arrives. */
export interface Arrived {
  readonly manifest: SignedManifest;
  readonly pages: readonly CentrePage[];
}

export interface Mutation {
  readonly name: string;
  readonly codes: readonly CodeName[];
  /** Null where this reply has nothing of the kind (one page cannot be swapped). */
  make(material: Material): Arrived | null;
}

const pick = <T>(random: Random, list: readonly T[]): T => list[random.integer(list.length)]!;
/** Another text of the same length: one character is another one. */
function touched(random: Random, text: string): string {
  const at = random.integer(text.length);
  const next = text[at] === 'x' ? 'y' : 'x';
  return text.slice(0, at) + next + text.slice(at + 1);
}

const honest = ({ keys }: Material, manifest: unknown, pages: readonly CentrePage[]): Arrived => ({
  manifest: sealed(manifest, keys.ours),
  pages,
});

/** The centre signs a manifest that is wrong in one field. */
const field = (
  name: string,
  codes: readonly CodeName[],
  change: (manifest: Manifest, random: Random) => unknown,
): Mutation => ({
  name,
  codes,
  make: (material) => {
    const changed = change(material.mine.manifest, material.random);
    return changed === null ? null : honest(material, changed, material.mine.pages);
  },
});

/** The centre signs a manifest of which one set is wrong. */
const oneSet = (
  name: string,
  codes: readonly CodeName[],
  change: (set: SetEntry, random: Random) => unknown,
): Mutation =>
  field(name, codes, (manifest, random) => {
    const chosen = random.integer(manifest.sets.length);
    const changed = change(manifest.sets[chosen]!, random);
    if (changed === null) return null;
    return { ...manifest, sets: manifest.sets.map((set, at) => (at === chosen ? changed : set)) };
  });

/** The manifest is right, the pages are not. */
const pages = (
  name: string,
  codes: readonly CodeName[],
  change: (material: Material) => readonly CentrePage[] | null,
): Mutation => ({
  name,
  codes,
  make: (material) => {
    const changed = change(material);
    return changed === null ? null : honest(material, material.mine.manifest, changed);
  },
});

/** Replaces one page by what `change` makes of it. */
const onePage =
  (change: (page: CentrePage, random: Random) => CentrePage) =>
  ({ mine, random }: Material): readonly CentrePage[] => {
    const chosen = random.integer(mine.pages.length);
    return mine.pages.map((page, at) => (at === chosen ? change(page, random) : page));
  };

const FOREIGN: readonly CodeName[] = ['documentForeign'];
const STALE: readonly CodeName[] = ['documentStale'];
const SETS: readonly CodeName[] = ['documentSets'];
const FEE: readonly CodeName[] = ['documentFee'];
const PAGES: readonly CodeName[] = ['documentPages'];
const SIGNATURE: readonly CodeName[] = ['documentSignature'];

const BINDING: readonly Mutation[] = [
  field('D1: another transaction', FOREIGN, (m, r) => ({ ...m, transactionId: touched(r, m.transactionId) })),
  field('D1: another nonce', FOREIGN, (m, r) => ({ ...m, nonce: touched(r, m.nonce) })),
  field('D1: another kiosk', FOREIGN, (m, r) => ({ ...m, kioskId: touched(r, m.kioskId) })),
  field('D1: another request', FOREIGN, (m, r) => {
    const digit = m.requestDigest[0] === '0' ? '1' : '0';
    return r.integer(2) === 0
      ? { ...m, requestDigest: digit + m.requestDigest.slice(1) }
      : { ...m, requestDigest: sha256(r.bytes(8)) };
  }),
  field('D2: another citizen', FOREIGN, (m, r) => ({ ...m, subjectToken: touched(r, m.subjectToken) })),
  field('D2: another municipality', FOREIGN, (m, r) => ({ ...m, municipalityId: pick(r, ['fuchu', 'susono2', 'x']) })),
  field('D6: before the request', STALE, (m, r) => ({
    ...m,
    issuedAt_epoch_ms: m.issuedAt_epoch_ms - 5_000 - r.integer(1e9),
  })),
  field('D6: from the future', STALE, (m, r) => ({
    ...m,
    issuedAt_epoch_ms: m.issuedAt_epoch_ms + 60_000 + r.integer(1e9),
  })),
  field('D6: past its own end', STALE, (m, r) => ({
    ...m,
    validUntil_epoch_ms: m.issuedAt_epoch_ms - r.integer(1e6) - 1_000,
  })),
];

const CONTENT: readonly Mutation[] = [
  field('D5: a set less', SETS, (m) => (m.sets.length > 1 ? { ...m, sets: m.sets.slice(0, -1) } : null)),
  field('D5: a set more', SETS, (m, r) => ({
    ...m,
    sets: [...m.sets, { ...pick(r, m.sets), set: m.sets.length, uniqueNumber: 'more' }],
  })),
  field('D5: sets in another order', SETS, (m) => (m.sets.length > 1 ? { ...m, sets: m.sets.toReversed() } : null)),
  oneSet('D5: a set under another number', SETS, (s, r) => ({ ...s, set: s.set + 1 + r.integer(5) })),
  oneSet('R66: another type', SETS, (s) => ({ ...s, typeId: s.typeId === 'inkan' ? 'juminhyo' : 'inkan' })),
  oneSet('R73: another fee', FEE, (s, r) => ({ ...s, fee_yen: s.fee_yen + 10 * (1 + r.integer(50)) })),
  oneSet('R74: no fee', FEE, (s) => ({ ...s, fee_yen: 0 })),
  oneSet('R74: a fee that pays the citizen', SIGNATURE, (s) => ({ ...s, fee_yen: -s.fee_yen })),
  oneSet('a fraction of a yen', SIGNATURE, (s) => ({ ...s, fee_yen: s.fee_yen + 0.5 })),
  field('R92: one 固有番号 for two sets', PAGES, (m) =>
    m.sets.length > 1 ? { ...m, sets: m.sets.map((set) => ({ ...set, uniqueNumber: m.sets[0]!.uniqueNumber })) } : null,
  ),
  oneSet('D5: leaves that count from elsewhere', PAGES, (s, r) => ({
    ...s,
    leaves: s.leaves.map((leaf) => ({ ...leaf, leaf: leaf.leaf + 1 + r.integer(3) })),
  })),
  oneSet('D5: leaves of another total', PAGES, (s) => ({
    ...s,
    leaves: s.leaves.map((leaf) => ({ ...leaf, of: leaf.of + 1 })),
  })),
  oneSet('D5: leaves in another order', PAGES, (s) =>
    s.leaves.length > 1 ? { ...s, leaves: s.leaves.toReversed() } : null,
  ),
  oneSet('D5: no leaves', SIGNATURE, (s) => ({ ...s, leaves: [] })),
  oneSet('D5: a leaf less', PAGES, (s) =>
    s.leaves.length > 1
      ? { ...s, leaves: s.leaves.slice(0, -1).map((leaf) => ({ ...leaf, of: s.leaves.length - 1 })) }
      : null,
  ),
  oneSet('D5: a leaf twice', PAGES, (s) => ({
    ...s,
    leaves: [...s.leaves, { ...s.leaves[0]!, leaf: s.leaves.length + 1 }].map((leaf) => ({
      ...leaf,
      of: s.leaves.length + 1,
    })),
  })),
  oneSet('D3: the digest of another page', PAGES, (s, r) => ({
    ...s,
    leaves: s.leaves.map((leaf) => ({ ...leaf, sha256: sha256(r.bytes(8)) })),
  })),
  field('a word that the shape does not know', SIGNATURE, (m) => ({ ...m, more: true })),
  field('a word too few', SIGNATURE, (m, r) => {
    const name = pick(r, Object.keys(m));
    return Object.fromEntries(Object.entries(m).filter(([key]) => key !== name));
  }),
  field('something else altogether', SIGNATURE, (_, r) => pick<unknown>(r, [null, [], 'x', 7, {}])),
];

const SEAL: readonly Mutation[] = [
  {
    name: 'D1: the signature of another key',
    codes: SIGNATURE,
    make: ({ mine, keys, random }) => {
      const { ours, foreign } = keys;
      const key = random.integer(2) === 0 ? foreign : { keyId: ours.keyId, key: foreign.key };
      return { manifest: sealed(mine.manifest, key), pages: mine.pages };
    },
  },
  {
    name: 'D1: a byte changed after signing',
    codes: SIGNATURE,
    make: ({ mine, keys, random }) => {
      const manifest = sealed(mine.manifest, keys.ours);
      const part = Buffer.from(random.integer(2) === 0 ? manifest.signed : manifest.signature);
      const at = random.integer(part.length);
      part[at] = part[at]! ^ (1 << random.integer(8));
      return {
        manifest:
          part.length === manifest.signed.length ? { ...manifest, signed: part } : { ...manifest, signature: part },
        pages: mine.pages,
      };
    },
  },
  {
    name: 'a header that chooses its own algorithm or kind',
    codes: SIGNATURE,
    make: ({ mine, keys, random }) => {
      const header = pick<Record<string, unknown>>(random, [
        { alg: 'none' },
        { alg: 'HS256' },
        { typ: 'madoguchi-time' },
        { kid: 'c'.repeat(32) },
        { crit: ['b64'] },
      ]);
      return { manifest: sealed(mine.manifest, keys.ours, header), pages: mine.pages };
    },
  },
];

const PAPER: readonly Mutation[] = [
  pages('D5: a page less', PAGES, ({ mine, random }) => {
    const gone = random.integer(mine.pages.length);
    return mine.pages.filter((_, at) => at !== gone);
  }),
  pages('D5: a page twice', PAGES, ({ mine, random }) => [...mine.pages, pick(random, mine.pages)]),
  pages('D5: a page of no leaf', PAGES, ({ mine, random }) => [
    ...mine.pages,
    { ...pick(random, mine.pages), leaf: 99 },
  ]),
  pages(
    'D5: a page in the place of another',
    PAGES,
    onePage((page, r) => ({ ...page, leaf: page.leaf + 1 + r.integer(4) })),
  ),
  pages(
    'D5: a page of another set',
    PAGES,
    onePage((page, r) => ({ ...page, set: page.set + 1 + r.integer(4) })),
  ),
  pages(
    'D3: a byte of a page is another',
    PAGES,
    onePage((page, r) => {
      const pdf = Buffer.from(page.pdf);
      const at = r.integer(pdf.length);
      pdf[at] = pdf[at]! ^ (1 << r.integer(8));
      return { ...page, pdf };
    }),
  ),
  pages(
    'D3: a page that is cut',
    PAGES,
    onePage((page, r) => ({ ...page, pdf: page.pdf.subarray(0, r.integer(page.pdf.length)) })),
  ),
  pages('D3: two pages change places', PAGES, ({ mine }) => {
    const [first, second, ...rest] = mine.pages;
    return first && second ? [{ ...first, pdf: second.pdf }, { ...second, pdf: first.pdf }, ...rest] : null;
  }),
  pages('D13: one page of somebody else', PAGES, (material) =>
    onePage((page, r) => ({ ...page, pdf: pick(r, material.others.pages).pdf }))(material),
  ),
  pages('D13: every page of somebody else', PAGES, ({ others }) => others.pages),
  {
    name: 'D13, R92: one page of somebody else, and the centre signs for it',
    codes: ['documentMarks'],
    make: (material) => {
      const { mine, others, random } = material;
      const { set, leaf } = pick(random, mine.pages);
      const { pdf } = pick(random, others.pages);
      const sets = mine.manifest.sets.map((entry) =>
        entry.set === set
          ? { ...entry, leaves: entry.leaves.map((one) => (one.leaf === leaf ? { ...one, sha256: sha256(pdf) } : one)) }
          : entry,
      );
      const changed = mine.pages.map((page) => (page.set === set && page.leaf === leaf ? { ...page, pdf } : page));
      return honest(material, { ...mine.manifest, sets }, changed);
    },
  },
];

const WHOLE: readonly Mutation[] = [
  {
    name: 'D1, D13: the whole reply to somebody else',
    codes: FOREIGN,
    make: (material) => honest(material, material.others.manifest, material.others.pages),
  },
  {
    name: 'D4, D13: the whole reply to the citizen before',
    codes: FOREIGN,
    make: (material) => honest(material, material.previous.manifest, material.previous.pages),
  },
  {
    name: 'D13: the manifest of somebody else over my pages',
    codes: FOREIGN,
    make: (material) => honest(material, material.others.manifest, material.mine.pages),
  },
  {
    name: 'D13: my ids over the sets of somebody else',
    codes: ['documentSets', 'documentFee', 'documentPages'],
    make: (material) =>
      honest(material, { ...material.mine.manifest, sets: material.others.manifest.sets }, material.mine.pages),
  },
];

/** Every way in which a reply can be wrong here. */
export const MUTATIONS: readonly Mutation[] = [...BINDING, ...CONTENT, ...SEAL, ...PAPER, ...WHOLE];
