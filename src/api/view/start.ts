/** Screens before the choice: closed, menus, notes, card and PIN. */
import type { View } from '../messages.ts';
import { action, caution, info, operatorHelp, shownCode, type Content, type Context } from './context.ts';
import { closedLines, isClosed, lastStartLine } from './hours.ts';

/** Digits of the pad where they are not shuffled. */
export const PIN_KEYS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0];

/** Digits of the PIN (R26). */
const PIN_LENGTH = 4;

/** Tries of a card on which none was spent (R27): with fewer left the screen warns. */
const PIN_TRIES_FULL = 3;

/** Nobody is served: by the hours, with the next opening (R77–R80), or by a fault, with its number and the operator. */
export function outOfServiceScreen(context: Context): Content {
  const { input, words } = context;
  const reasons = input.picture.reasons;
  // Closing hours say when to come back; a fault is the staff's affair and only gets its number.
  const closed = reasons.find(isClosed);
  if (closed !== undefined) {
    return {
      title: words.code(closed).title,
      lead: [...closedLines(context, closed)],
      picture: 'closed',
      code: shownCode(context, closed),
      help: [],
    };
  }
  const first = input.picture.code ?? reasons[0] ?? null;
  // Toner is what a clerk who reads this changes in a minute, while the copier seems well.
  const why = first === 'printerSuppliesLow' ? words.code(first) : null;
  return {
    title: words.text('outOfService.title'),
    lead: [...(why === null ? [] : [why.title, why.advice]), words.text('outOfService.lead')],
    picture: 'closed',
    code: first === null ? null : shownCode(context, first),
    help: operatorHelp(context),
  };
}

/** The menu of the copier with 「行政サービス」 (R1). */
export function idleScreen(context: Context): Content {
  const { input, words } = context;
  const { draining } = input.picture;
  const last = lastStartLine(context);
  return {
    title: words.text('idle.title'),
    notices: last === null ? [] : [info(last)],
    lead: [words.text(draining ? 'idle.draining' : 'idle.lead')],
    picture: 'welcome',
    actions: [
      action(
        'government',
        'choice',
        words.text('idle.government'),
        { type: 'citizen.openGovernmentService' },
        { detail: words.text('idle.governmentDetail'), enabled: !draining },
      ),
    ],
  };
}

/** Inside it 「証明書交付サービス」 (R2). */
export function governmentMenuScreen(context: Context): Content {
  const { words } = context;
  const last = lastStartLine(context);
  return {
    title: words.text('governmentMenu.title'),
    notices: last === null ? [] : [info(last)],
    lead: [words.text('governmentMenu.lead')],
    actions: [
      action(
        'certificates',
        'choice',
        words.text('governmentMenu.certificates'),
        { type: 'citizen.openCertificateService' },
        { detail: words.text('governmentMenu.certificatesDetail') },
      ),
    ],
    speech: { utteranceId: 'speak.governmentMenu', text: words.text('speak.governmentMenu') },
  };
}

/** Notes that are agreed to before any card is asked for (R3, R31, R110). */
export function notesScreen({ words }: Context): Content {
  return {
    title: words.text('notes.title'),
    notices: [
      info(words.text('notes.card')),
      info(words.text('notes.holder')),
      caution(words.text('notes.secret')),
      info(words.text('notes.refund')),
      info(words.text('notes.wait')),
      caution(words.text('notes.leave')),
      info(words.text('notes.guide')),
    ],
    actions: [action('agree', 'primary', words.text('button.agree'), { type: 'citizen.agree' })],
    speech: { utteranceId: 'speak.notes', text: words.text('speak.notes') },
  };
}

/** Asks for the card and says whether it stays on (R4, R6), and which cards are refused (R18–R20). */
export function setCardScreen({ input, words }: Context): Content {
  const staysOn = input.picture.chainProfile !== 'cardOff';
  return {
    title: words.text('setCard.title'),
    lead: [words.text('setCard.lead'), words.text(staysOn ? 'setCard.staysOn' : 'setCard.comesOff')],
    picture: 'setCard',
    notices: [info(words.text('setCard.refused'))],
    speech: { utteranceId: 'speak.setCard', text: words.text('speak.setCard') },
  };
}

/** The card is being read: it must not be moved. */
export function readingCardScreen({ words }: Context): Content {
  return {
    title: words.text('readingCard.title'),
    lead: [words.text('readingCard.lead')],
    picture: 'readCard',
    speech: { utteranceId: 'speak.readingCard', text: words.text('speak.readingCard') },
  };
}

/** Close to its end the certificate still serves: the citizen is told that it can be renewed (R24, R25). */
function renewal({ input, words }: Context): View['notices'][number] | null {
  const [year, month] = input.picture.renewal?.split('-') ?? [];
  return year === undefined || month === undefined
    ? null
    : info(words.text('card.renewal', { year, month: Number(month) }));
}

/** The PIN, with the tries left before the first key (R5, R26, R27); digits themselves never come here. */
export function pinScreen(context: Context): Content {
  const { input, words } = context;
  const { tries, code } = input.picture;
  const wrong = code === 'pinWrong';
  const utteranceId = wrong ? 'speak.pinWrong' : 'speak.pin';
  return {
    title: words.text('pin.title'),
    lead: [words.text('pin.lead')],
    notices: wrong
      ? [caution(words.code('pinWrong').title), info(words.text('pin.lock'))]
      : [info(words.text('pin.lock')), renewal(context) ?? info(words.text('pin.hide'))],
    pin: {
      digits: Math.min(PIN_LENGTH, Math.max(0, input.pinDigits)),
      length: PIN_LENGTH,
      label: words.text('pin.label'),
      tries: tries === null ? null : words.text('pin.tries', { tries }),
      warn: tries !== null && tries < PIN_TRIES_FULL,
      delete: words.text('button.delete'),
      clear: words.text('button.clear'),
      keys: [...(input.pinOrder ?? PIN_KEYS)],
    },
    actions: [
      action(
        'enterPin',
        'primary',
        words.text('button.next'),
        { type: 'citizen.enterPin' },
        {
          enabled: input.pinDigits === PIN_LENGTH,
        },
      ),
    ],
    speech: { utteranceId, text: words.text(utteranceId) },
  };
}

/** A wrong PIN would lock the card now: asked once more before it is typed (R27). */
export function lastTryScreen({ words }: Context): Content {
  return {
    title: words.text('lastTry.title'),
    lead: [words.text('lastTry.lead')],
    notices: [caution(words.text('lastTry.advice'))],
    picture: 'stop',
    actions: [action('useLastTry', 'plain', words.text('button.useLastTry'), { type: 'citizen.confirmLastTry' })],
    speech: { utteranceId: 'speak.lastTry', text: words.text('speak.lastTry') },
  };
}

/** Card and centre are at work after the PIN. */
export function authenticatingScreen({ words }: Context): Content {
  return {
    title: words.text('authenticating.title'),
    lead: [words.text('authenticating.lead')],
    picture: 'readCard',
    speech: { utteranceId: 'speak.authenticating', text: words.text('speak.authenticating') },
  };
}

/** Asks for the card to be taken, where the profile of the chain says so (R6, R14). */
export function takeCardScreen({ words }: Context): Content {
  return {
    title: words.text('takeCard.title'),
    lead: [words.text('takeCard.lead')],
    picture: 'takeCard',
    speech: { utteranceId: 'speak.takeCard', text: words.text('speak.takeCard') },
  };
}
