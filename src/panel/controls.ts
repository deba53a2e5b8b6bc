/** What every part of the screen is made with: the model, and buttons. */
import type { Action, ClientMessage, Intent, View } from '../api/messages.ts';
import type { Edit } from '../api/messages-access.ts';
import { h, onPress, type ElementNode, type MaybeChild } from './dom.ts';
import type { Draft } from './state.ts';

/** What a press can do. */
export interface Deeds {
  mean(intent: Intent): void;
  /** Says anything else that needs no page: settings, overlays. */
  say(message: Extract<ClientMessage, { type: 'setLanguage' | 'setAccess' | 'overlay' | 'repeat' }>): void;
  pinKey(key: number): void;
  /** Changes the form. */
  edit(edit: Edit): void;
  /** Types a number of staff, without sending it. */
  type(draft: Draft): void;
  /** Answers the form. */
  submit(): void;
}

/** Everything a picture of the screen is made from. Names come in frames of their own and live only here. */
export interface Model {
  readonly view: View;
  readonly draft: Draft;
  readonly names: ReadonlyMap<string, string>;
  readonly deeds: Deeds;
  /** The page has just come: a touch that was meant for the page before does not book anything. */
  readonly fresh: boolean;
}

/** A button; Tab goes through those that the view names in its focus order (`onTab` of main.ts). */
export function button(
  model: Model,
  id: string,
  className: string,
  press: () => void,
  ...children: MaybeChild[]
): ElementNode {
  const { cursor, focus } = model.view;
  return onPress(
    h(
      'button',
      {
        type: 'button',
        class: id === cursor ? `${className} cursor` : className,
        'data-id': id,
        tabindex: focus.includes(id) ? 0 : -1,
      },
      ...children,
    ),
    press,
  );
}

/** Touches of staff that are dead for the first second of a page: wet or hasty fingers touch twice. */
const WAITS: ReadonlySet<Intent['type']> = new Set([
  'staff.confirm',
  'staff.next',
  'staff.decide',
  'staff.handOver',
  'staff.giveReason',
]);

/** A button of the view. */
export function actionButton(model: Model, action: Action, className: string, ...children: MaybeChild[]): ElementNode {
  const node = button(model, action.id, className, () => model.deeds.mean(action.intent), ...children);
  return action.enabled && !(model.fresh && WAITS.has(action.intent.type)) ? node : disabled(node);
}

/** The same button, greyed and without effect. */
export function disabled(node: ElementNode): ElementNode {
  return onPress({ ...node, attributes: { ...node.attributes, disabled: true } }, null);
}
