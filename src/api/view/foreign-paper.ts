/** 「これは私のものではありません」 (D11): the button, the question, and what to do with somebody else's paper. */
import type { View } from '../messages.ts';
import {
  action,
  caution,
  deskHelp,
  info,
  municipalityOf,
  operatorHelp,
  type Content,
  type Context,
} from './context.ts';

/** Plain and not prominent: most papers are the citizen's own. */
export function notMineButton({ input, words }: Context): View['actions'] {
  if (!input.picture.canReport) return [];
  return [action('notMine', 'plain', words.text('foreign.button'), { type: 'citizen.notMine' })];
}

/** Asked once more, since printing stops and the municipality is not served any more. */
export function askForeignScreen({ words }: Context): Content {
  return {
    title: words.text('foreign.askTitle'),
    lead: [words.text('foreign.askLead'), words.text('foreign.askBack')],
    picture: 'stop',
    actions: [action('confirmNotMine', 'primary', words.text('foreign.confirm'), { type: 'citizen.confirmNotMine' })],
    speech: { utteranceId: 'speak.askForeign', text: words.text('speak.askForeign') },
  };
}

/** The number under which citizen, staff and centre speak of it, and whom to call. */
export function foreignPaperScreen(context: Context): Content {
  const { input, words } = context;
  const reference = input.picture.foreign?.reference ?? '';
  const municipality = municipalityOf(context);
  return {
    title: words.text('foreign.title', { reference }),
    lead: [words.text('foreign.call')],
    notices: [
      caution(words.text('foreign.lead')),
      caution(words.text('foreign.keepNothing')),
      info(words.text('foreign.money')),
    ],
    help: [...operatorHelp(context), ...(municipality === null ? [] : deskHelp(context, municipality))],
    actions: [
      action(
        'acknowledge',
        'primary',
        words.text('button.close'),
        { type: 'citizen.acknowledge' },
        { enabled: input.picture.canAcknowledge },
      ),
    ],
    speech: { utteranceId: 'speak.foreignPaper', text: words.text('speak.foreignPaper') },
  };
}
