/** How one who hears only goes through a session: what to listen for, in every language, and what to press on hearing it. */
import { pronounceable, sentences } from '../../src/guide/say.ts';
import type { Locale } from '../../src/words/contract.ts';
import { LANGUAGE_NAMES } from '../../src/words/locales.ts';
import { words } from '../../src/words/words.ts';
import { CN } from '../virtual/centre/fixture.ts';
import type { BlindCitizen } from './blind.ts';

/** Words to listen for. */
export interface Ear {
  readonly locale: Locale;
  readonly government: RegExp;
  readonly service: RegExp;
  readonly agree: RegExp;
  readonly setCard: RegExp;
  readonly typePin: RegExp;
  readonly takeCard: RegExp;
  readonly chooseCertificate: RegExp;
  readonly chooseItems: RegExp;
  readonly choosePersons: RegExp;
  readonly chooseCopies: RegExp;
  readonly chosen: RegExp;
  readonly next: RegExp;
  readonly check: RegExp;
  readonly confirm: RegExp;
  /** The amount still needed. */
  readonly needed: RegExp;
  /** Nothing more is needed. */
  readonly enough: RegExp;
  readonly printStart: RegExp;
  /** The last question: it is confirmed by going on. */
  readonly haveAll: RegExp;
  readonly stopVoice: RegExp;
  readonly end: RegExp;
}

/** Words as a pattern that they alone match. */
export const quoted = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The words of a language as a voice says them. */
export function earOf(locale: Locale): Ear {
  const { text } = words(locale);
  const said = (written: string): string => quoted(pronounceable(written, locale));
  const begins = (written: string): RegExp => new RegExp(`^${said(written)}`);
  const hears = (written: string): RegExp => new RegExp(said(written));
  const amount = said(text('app.yenSpoken', { amount: 7 })).replace('7', '(\\d+)');
  return {
    locale,
    government: begins(text('idle.government')),
    service: begins(text('governmentMenu.certificates')),
    agree: hears(text('button.agree')),
    setCard: hears(text('setCard.title')),
    typePin: hears(text('speak.pinKeys')),
    takeCard: hears(text('takeCard.title')),
    chooseCertificate: hears(text('certificate.title')),
    chooseItems: hears(text('items.title')),
    choosePersons: hears(text('persons.title')),
    chooseCopies: hears(text('copies.title')),
    chosen: new RegExp(` ${quoted(sentences([text('guide.chosen')], locale))}`),
    next: begins(text('button.next')),
    check: hears(text('check.title')),
    confirm: begins(text('button.confirm')),
    needed: new RegExp(`${said(text('pay.needed'))}[^0-9]*?${amount}`),
    enough: hears(text('pay.enough')),
    printStart: begins(text('button.printStart')),
    haveAll: hears(text('guide.goOn', { label: pronounceable(text('button.confirmTaken'), locale) })),
    stopVoice: begins(text('button.confirmTaken')),
    end: hears(text('speak.ended')),
  };
}

export const JAPANESE = earOf('ja');
export const ENGLISH = earOf('en');

/** What is wanted. */
export interface Wish {
  readonly subjectCn: string;
  readonly pin: string;
  /** How the certificate is called. */
  readonly certificate: RegExp;
  /** Persons by what is heard of them: a name, or a number; left out: as the screen begins. */
  readonly persons?: readonly RegExp[];
  readonly copies?: number;
}

/** 住民票の写し of 裾野市, as the Japanese voice calls it. */
export const JUMINHYO: Wish = { subjectCn: CN.susonoTaro, pin: '1234', certificate: /^住民票の写し/ };

/** From rest until the card is asked for. The first key switches speech on; another language is found by its own name. */
export function begin(citizen: BlindCitizen, ear: Ear): void {
  citizen.press('repeat');
  if (ear.locale !== 'ja') {
    // The button says the name of another language, in that language's voice.
    citizen.choose(/English/);
    citizen.choose(new RegExp(`^${quoted(LANGUAGE_NAMES[ear.locale])}`));
    citizen.waitFor(new RegExp(quoted(pronounceable(words(ear.locale).text('idle.title'), ear.locale))));
  }
  citizen.find(ear.government);
  citizen.press('select');
  citizen.find(ear.service);
  citizen.press('select');
  citizen.goOn(ear.agree);
  citizen.waitFor(ear.setCard);
}

/** Card and PIN until certificates can be chosen. */
export function identify(citizen: BlindCitizen, ear: Ear, { subjectCn, pin }: Pick<Wish, 'subjectCn' | 'pin'>): void {
  citizen.layCard(citizen.world.card(subjectCn));
  citizen.waitFor(ear.typePin);
  citizen.digits(pin);
  citizen.press('select');
  citizen.waitFor(ear.takeCard);
  citizen.takeCard();
  citizen.waitFor(ear.chooseCertificate);
}

function choosePersons(citizen: BlindCitizen, ear: Ear, wanted: readonly RegExp[]): void {
  for (const person of wanted) {
    const heard = citizen.find(person);
    if (!ear.chosen.test(heard)) citizen.press('select');
  }
}

/** The certificate and what is on it, until the fee is asked for; the sum that is heard, in yen. */
export function request(citizen: BlindCitizen, ear: Ear, { certificate, persons, copies = 1 }: Wish): number {
  let heard = citizen.choose(certificate);
  if (ear.chooseItems.test(heard)) heard = citizen.choose(ear.next);
  if (ear.choosePersons.test(heard)) {
    if (persons) choosePersons(citizen, ear, persons);
    heard = citizen.choose(ear.next);
  }
  if (!ear.chooseCopies.test(heard)) throw new Error(`copies are not asked for: ${heard}`);
  citizen.digits(String(copies));
  heard = citizen.choose(ear.next);
  if (!ear.check.test(heard)) throw new Error(`nothing is to be checked: ${heard}`);
  citizen.goOn(ear.confirm);
  return Number(ear.needed.exec(citizen.waitFor(ear.needed))?.[1]);
}

/** From rest until the fee is asked for; the sum that is heard, in yen. */
export function toPayment(citizen: BlindCitizen, ear: Ear = JAPANESE, wish: Wish = JUMINHYO): number {
  begin(citizen, ear);
  identify(citizen, ear, wish);
  return request(citizen, ear, wish);
}

/** Puts pieces in until nothing more is said to be needed. */
export function pay(citizen: BlindCitizen, ear: Ear, pieces: readonly number[]): string {
  let heard = '';
  for (const piece of pieces) heard = citizen.insert(piece);
  return citizen.waitFor(ear.enough) || heard;
}

/** From 「プリントスタート」 until the voice says that it is over. */
export function printAndLeave(citizen: BlindCitizen, ear: Ear): void {
  citizen.find(ear.printStart);
  citizen.press('select');
  take(citizen, ear);
}

/** Waits for the last question, empties the trays and confirms. */
export function take(citizen: BlindCitizen, ear: Ear): void {
  citizen.waitFor(ear.haveAll, 600_000);
  citizen.takeMoney();
  citizen.find(ear.stopVoice);
  citizen.press('select');
  citizen.waitFor(ear.end);
}
