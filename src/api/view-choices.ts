/** Screens on which the citizen chooses: certificate, items, persons, copies, and the check of the whole request. */
import type { CertificateRequest } from '../../fsm/events.ts';
import type { View } from './messages.ts';
import { acceptsBlock, isShortOfChange } from './view-accepts.ts';
import { action, caution, info, offerOf, personHandle, type Content, type Context } from './view-context.ts';

export function certificateScreen({ input, words }: Context): Content {
  return {
    title: words.text('certificate.title'),
    lead: [words.text('certificate.lead')],
    actions: input.picture.offers.map((offer) => {
      const fee = words.text('certificate.fee', { fee: words.yen(offer.fee_yen) });
      const official = words.locale === 'ja' ? null : words.certificateOfficial(offer.typeId);
      return action(
        `certificate.${offer.typeId}`,
        'choice',
        words.certificate(offer.typeId),
        { type: 'citizen.chooseCertificate', typeId: offer.typeId },
        { detail: official === null ? fee : `${official} · ${fee}` },
      );
    }),
    speech: { utteranceId: 'speak.certificate', text: words.text('speak.certificate') },
  };
}

/** Items whose choice is warned of (R55). */
const CAUTIONS = { kojinBango: 'items.kojinBango' } as const;

export function itemsScreen(context: Context): Content {
  const { input, words } = context;
  const { draft } = input.picture;
  const offer = draft === null ? null : offerOf(context, draft.typeId);
  return {
    title: words.text('items.title'),
    lead: [...(draft === null ? [] : [words.certificate(draft.typeId)]), words.text('items.lead')],
    form: {
      kind: 'items',
      answeredBy: 'citizen.chooseItems',
      toggles: (offer?.options ?? []).map(({ optionId, preset }) => ({
        id: optionId,
        label: words.option(optionId),
        detail: words.locale === 'ja' ? null : words.optionOfficial(optionId),
        preset: draft?.options[optionId] ?? preset,
        on: words.text('items.on'),
        off: words.text('items.off'),
        caution: optionId in CAUTIONS ? words.text(CAUTIONS[optionId as keyof typeof CAUTIONS]) : null,
      })),
      submit: words.text('button.next'),
    },
    speech: { utteranceId: 'speak.items', text: words.text('speak.items') },
  };
}

export function personsScreen(context: Context): Content {
  const { input, words } = context;
  const { draft, persons } = input.picture;
  const scope = draft === null ? 'household' : (offerOf(context, draft.typeId)?.scope ?? 'household');
  const count = scope === 'koseki' ? persons.koseki : persons.household;
  const chosen = draft?.persons ?? [];
  return {
    title: words.text('persons.title'),
    lead: [words.text('persons.lead')],
    form: {
      kind: 'persons',
      answeredBy: 'citizen.choosePersons',
      persons: Array.from({ length: count }, (_, at) => ({
        person: at + 1,
        handle: `${scope === 'koseki' ? 'koseki' : 'household'}.${at + 1}`,
        label: words.text('persons.person', { n: at + 1 }),
        preset: chosen.includes(at + 1),
      })),
      all: words.text('button.everybody'),
      submit: words.text('button.next'),
    },
    speech: { utteranceId: 'speak.persons', text: words.text('speak.persons') },
  };
}

export function copiesScreen(context: Context): Content {
  const { input, words } = context;
  const { draft } = input.picture;
  const offer = draft === null ? null : offerOf(context, draft.typeId);
  const max = Math.max(1, offer?.copies_max ?? 1);
  const lead = offer === null ? [] : [words.text('certificate.fee', { fee: words.yen(offer.fee_yen) })];
  return {
    title: words.text('copies.title'),
    lead: [...(draft === null ? [] : [words.certificate(draft.typeId)]), ...lead, words.text('copies.lead')],
    form: {
      kind: 'copies',
      answeredBy: 'citizen.chooseCopies',
      min: 1,
      max,
      preset: Math.min(max, Math.max(1, draft?.copies ?? 1)),
      counts: Array.from({ length: max }, (_, at) => words.text('copies.count', { n: at + 1 })),
      submit: words.text('button.next'),
    },
    speech: { utteranceId: 'speak.copies', text: words.text('speak.copies') },
  };
}

function line(context: Context, request: CertificateRequest, index: number, removable: boolean): View['lines'][number] {
  const { words } = context;
  const offer = offerOf(context, request.typeId);
  return {
    label: words.certificate(request.typeId),
    official: words.locale === 'ja' ? null : words.certificateOfficial(request.typeId),
    details: Object.entries(request.options).map(([optionId, on]) =>
      words.text(on ? 'check.with' : 'check.without', { name: words.option(optionId) }),
    ),
    persons: request.persons.map((person) => ({
      handle: personHandle(context, request, person),
      label: words.text('persons.person', { n: person }),
    })),
    copies: words.text('copies.count', { n: request.copies }),
    amount: offer === null ? '' : words.yen(offer.fee_yen * request.copies),
    remove: removable
      ? action(`remove.${index}`, 'plain', words.text('button.remove'), { type: 'citizen.removeCertificate', index })
      : null,
  };
}

export function checkScreen(context: Context): Content {
  const { input, words } = context;
  const { requests } = input.picture;
  // What it will cost: copies × fee, whatever the number of sheets (R72). What is due is the centre's word, later.
  const total_yen = requests.reduce(
    (sum, { typeId, copies }) => sum + (offerOf(context, typeId)?.fee_yen ?? 0) * copies,
    0,
  );
  const asking = isShortOfChange(context) ? 'speak.checkExact' : 'speak.check';
  const hasResidence = requests.some(({ typeId }) => typeId.startsWith('juminhyo'));
  return {
    title: words.text('check.title'),
    lead: [words.text('check.lead')],
    lines: requests.map((request, index) => line(context, request, index, requests.length > 1)),
    total: { label: words.text('check.total'), text: words.yen(total_yen) },
    accepts: input.picture.totals.accepts_yen.length > 0 ? { ...acceptsBlock(context), notice: null } : null,
    notices: [
      ...(isShortOfChange(context) ? [caution(words.text('pay.exact'))] : []),
      ...(hasResidence ? [info(words.text('check.katakana'))] : []),
      caution(words.text('check.noReturn')),
      info(words.text('check.separate')),
    ],
    actions: [
      action('addCertificate', 'plain', words.text('button.addCertificate'), { type: 'citizen.addCertificate' }),
      action('confirm', 'primary', words.text('button.confirm'), { type: 'citizen.confirm' }),
    ],
    speech: { utteranceId: asking, text: words.text(asking) },
  };
}
