/**
 * From the picture of the session to what the screen shows: localised texts, handles, choices, focus order, utterances,
 * time left. Pure; no layout, no citizen text.
 */
import { words } from '../../words/words.ts';
import { nameIn } from '../../words/locales.ts';
import type { ChainProfileName, Screen } from '../../../fsm/events.ts';
import type { ViewInput } from '../contract.ts';
import type { Access } from '../messages-access.ts';
import type { View } from '../messages.ts';
import { checkScreen, certificateScreen, copiesScreen, itemsScreen, personsScreen } from './choices.ts';
import { action, caution, municipalityOf, sentence, type Content, type Context } from './context.ts';
import { askForeignScreen, foreignPaperScreen } from './foreign-paper.ts';
import * as finish from './finish.ts';
import { focusOrder } from './focus.ts';
import * as staff from './staff.ts';
import { staffCodeScreen } from './staff-code.ts';
import { officialTerms } from './terms.ts';
import { staffAmountScreen, staffDoubtScreen } from './staff-doubts.ts';
import { staffIncidentScreen } from './staff-incidents.ts';
import { staffListScreen, staffSlipScreen } from './staff-lists.ts';
import { overlayOf, standingButtons } from './overlays.ts';
import * as start from './start.ts';

const SCREENS: Readonly<Record<Screen, (context: Context) => Content>> = {
  outOfService: start.outOfServiceScreen,
  idle: start.idleScreen,
  governmentMenu: start.governmentMenuScreen,
  notes: start.notesScreen,
  setCard: start.setCardScreen,
  readingCard: start.readingCardScreen,
  pin: start.pinScreen,
  lastTry: start.lastTryScreen,
  authenticating: start.authenticatingScreen,
  takeCard: start.takeCardScreen,
  certificate: certificateScreen,
  items: itemsScreen,
  persons: personsScreen,
  copies: copiesScreen,
  check: checkScreen,
  fetching: finish.fetchingScreen,
  pay: finish.payScreen,
  closingDeposit: finish.closingDepositScreen,
  printing: finish.printingScreen,
  refunding: finish.refundingScreen,
  slip: finish.slipScreen,
  refusal: finish.refusalScreen,
  takeItems: finish.takeItemsScreen,
  askForeign: askForeignScreen,
  foreignPaper: foreignPaperScreen,
  staffCode: staffCodeScreen,
  staffMenu: staff.staffMenuScreen,
  staffUnits: staff.staffUnitsScreen,
  staffOpen: staff.staffOpenScreen,
  staffCount: staff.staffCountScreen,
  staffReview: staff.staffReviewScreen,
  staffDone: staff.staffDoneScreen,
  staffList: staffListScreen,
  staffSlip: staffSlipScreen,
  staffDoubt: staffDoubtScreen,
  staffAmount: staffAmountScreen,
  staffIncident: staffIncidentScreen,
};

type Step = 'notes' | 'card' | 'pin' | 'certificate' | 'check' | 'pay' | 'print' | 'take';

/** Where each screen stands on the strip; screens outside the way have none. */
const STEP_OF: Readonly<Partial<Record<Screen, Step>>> = {
  notes: 'notes',
  setCard: 'card',
  readingCard: 'card',
  pin: 'pin',
  lastTry: 'pin',
  authenticating: 'pin',
  takeCard: 'pin',
  certificate: 'certificate',
  items: 'certificate',
  persons: 'certificate',
  copies: 'certificate',
  check: 'check',
  fetching: 'check',
  pay: 'pay',
  closingDeposit: 'pay',
  printing: 'print',
  takeItems: 'take',
};

/** The way through the session by chain profile (R14). */
function stepsOf(profile: ChainProfileName): readonly Step[] {
  return profile === 'pinLast'
    ? ['notes', 'card', 'certificate', 'pin', 'check', 'pay', 'print', 'take']
    : ['notes', 'card', 'pin', 'certificate', 'check', 'pay', 'print', 'take'];
}

function stepStrip({ input, words }: Context): View['steps'] {
  const { screen, chainProfile, items } = input.picture;
  // After a cancel there is nothing to be proud of: no strip of finished steps.
  if (screen === 'takeItems' && !items.some(({ item }) => item === 'certificate')) return [];
  // With the PIN last, persons are named only after it.
  const step = chainProfile === 'pinLast' && screen === 'persons' ? 'pin' : STEP_OF[screen];
  if (step === undefined) return [];
  const steps = stepsOf(chainProfile);
  const now = steps.indexOf(step);
  return steps.map((name, at) => ({
    label: words.text(`step.${name}`),
    state: at < now ? 'done' : at === now ? 'now' : 'ahead',
  }));
}

/** At the longest time of a session it says that there is no more, instead of asking. */
function warningOf({ input, words }: Context): View['warning'] {
  const { picture } = input;
  if (!picture.warning) return null;
  const isLast = !picture.canExtend && picture.staff === null;
  return {
    title: words.text(isLast ? 'warning.titleLast' : 'warning.title'),
    text: words.text(picture.staff !== null ? 'staff.warning.text' : isLast ? 'warning.textLast' : 'warning.text'),
    timeLeft_s: input.timeLeft_s,
    extend: action(
      'extend',
      'primary',
      words.text('button.extend'),
      { type: 'citizen.extend' },
      { enabled: picture.canExtend },
    ),
  };
}

function spokenWarning({ input, words }: Context): View['speech'] {
  const utteranceId = input.picture.canExtend ? 'speak.warning' : 'speak.warningLast';
  return { utteranceId, text: words.text(utteranceId) };
}

/** A code that is not the screen's own subject stands above the rest of it, as a type that was refused. */
function codeNotices(context: Context): View['notices'] {
  const { code, screen } = context.input.picture;
  if (code === null || ['refusal', 'outOfService', 'slip', 'pin'].includes(screen)) return [];
  return [caution(sentence(context, code))];
}

/** How a session begins where the site sets nothing else. */
export const SITE_ACCESS: Access = {
  textSize_percent: 100,
  contrast: 'standard',
  reach: false,
  simple: false,
  speech: 'guidance',
  volume: 0,
};

const EMPTY = {
  lead: [],
  notices: [],
  picture: null,
  asides: [],
  actions: [],
  form: null,
  lines: [],
  total: null,
  pin: null,
  money: null,
  accepts: null,
  progress: null,
  ticks: [],
  emphasis: 'none',
  slip: null,
  help: [],
  code: null,
  speech: null,
  staff: null,
} as const satisfies Omit<Required<Content>, 'title' | 'steps'>;

function townOf(context: Context): string | null {
  const municipality = municipalityOf(context);
  return municipality === null ? null : nameIn(context.input.locale, municipality.name);
}

/** Makes the view of a picture. `page` is 0: the server counts pages. */
export function viewOf(input: ViewInput): View {
  const context: Context = { input, words: words(input.locale) };
  const text = context.words;
  const { access = SITE_ACCESS, overlay = null } = input;
  const { picture } = input;
  const content: Required<Content> = { ...EMPTY, steps: stepStrip(context), ...SCREENS[picture.screen](context) };
  const warning = warningOf(context);
  const view: View = {
    type: 'view',
    locale: input.locale,
    screen: picture.screen,
    page: 0,
    kioskName: input.kioskName,
    clock: input.serviceTime_epoch_ms === null ? '' : text.dateTime(input.serviceTime_epoch_ms),
    municipality: townOf(context),
    ...content,
    terms: officialTerms(context),
    notices: [...codeNotices(context), ...content.notices],
    back: picture.canGoBack ? action('back', 'plain', text.text('button.back'), { type: 'citizen.back' }) : null,
    cancel: picture.canCancel
      ? action('cancel', 'plain', text.text(picture.staff === null ? 'button.cancel' : 'staff.leave'), {
          type: 'citizen.cancel',
        })
      : null,
    language: { label: text.text('app.otherLanguage'), locale: input.locale === 'ja' ? 'en' : 'ja' },
    standing: picture.staff === null ? standingButtons(context, access) : [],
    access,
    overlay: overlay === null || warning !== null ? null : overlayOf(context, overlay, access),
    cursor: input.cursor ?? null,
    timeLeft_s: input.timeLeft_s,
    warning,
    door: input.staffDoor && (picture.screen === 'idle' || picture.screen === 'outOfService'),
    // Staff are not spoken to: the queue would hear it.
    speech: warning === null || picture.staff !== null ? content.speech : spokenWarning(context),
    focus: [],
  };
  return { ...view, focus: focusOrder(view) };
}
