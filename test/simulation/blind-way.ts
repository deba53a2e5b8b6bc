/** How one who hears only goes through a session: what to listen for, in Japanese and English, and what to press on hearing it. */
import type { BlindCitizen } from './blind.ts';

/** Words to listen for. */
export interface Ear {
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
  readonly printStart: RegExp;
  readonly stopVoice: RegExp;
  readonly end: RegExp;
}

export const JAPANESE: Ear = {
  government: /^行政サービス/,
  service: /^証明書交付サービス/,
  agree: /同意する/,
  setCard: /マイナンバーカードをセットしてください/,
  typePin: /数字のキーで入力/,
  takeCard: /カードをお取りください/,
  chooseCertificate: /証明書を選んでください/,
  chooseItems: /載せる項目を選んで/,
  choosePersons: /載せる方を選んで/,
  chooseCopies: /部数を選んで/,
  chosen: /。 選んでいます。/,
  next: /^次へ。/,
  check: /内容を確認してください/,
  confirm: /^確認する/,
  needed: /あと、(\d+)円/,
  printStart: /^プリントスタート/,
  stopVoice: /^確認\(音声停止\)/,
  end: /ご利用を終わりました/,
};

export const ENGLISH: Ear = {
  government: /^Government services/,
  service: /^Certificate service/,
  agree: /I agree/,
  setCard: /Set your My Number Card/,
  typePin: /Type it on the number keys/,
  takeCard: /Take your card/,
  chooseCertificate: /Choose a certificate/,
  chooseItems: /Choose what to show/,
  choosePersons: /Choose the persons/,
  chooseCopies: /number of copies/,
  chosen: /\. chosen\./,
  next: /^Next\./,
  check: /Please check\./,
  confirm: /^Confirm\./,
  needed: /Still needed: (\d+) yen/,
  printStart: /^Start printing/,
  stopVoice: /^Confirm \(stop voice\)/,
  end: /This is the end/,
};

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

/** From rest until the card is asked for. The first key switches speech on; `english`: changes the language first. */
export function begin(citizen: BlindCitizen, ear: Ear): void {
  citizen.press('repeat');
  if (ear === ENGLISH) {
    citizen.choose(/English/);
    citizen.choose(/^English/);
    citizen.waitFor(/Welcome/);
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

/** Puts pieces in until nothing more is said to be needed. */
export function pay(citizen: BlindCitizen, ear: Ear, pieces: readonly number[]): string {
  let heard = '';
  for (const piece of pieces) heard = citizen.insert(piece);
  return citizen.waitFor(ear === ENGLISH ? /Start printing/ : /プリントスタート/) || heard;
}

/** From 「プリントスタート」 until the voice says that it is over. */
export function printAndLeave(citizen: BlindCitizen, ear: Ear): void {
  citizen.find(ear.printStart);
  citizen.press('select');
  take(citizen, ear);
}

/** Waits for the last question, empties the trays and confirms. */
export function take(citizen: BlindCitizen, ear: Ear): void {
  citizen.waitFor(ear === ENGLISH ? /Confirm \(stop voice\), press select/ : /確認\(音声停止\)、は、決定/, 600_000);
  citizen.takeMoney();
  citizen.find(ear.stopVoice);
  citizen.press('select');
  citizen.waitFor(ear.end);
}
