/** The page: choose the scan of a back, see the verdict. Nothing is sent: its policy allows no connection at all. */
import type { VerifyOptions } from '../paper/code/judge.ts';
import { parseSecret } from '../paper/code/secret.ts';
import { readAuthorityKey, readTrust, type TrustAnchors } from '../paper/code/trust.ts';
import type { Verdict } from '../paper/code/verdict.ts';
import type { VerdictLanguage } from '../paper/code/verdict-words.ts';
import { verifyScan } from '../paper/code/verify.ts';
import { drawn, element } from './dom.ts';
import { picturesOf } from './pictures.ts';
import { resultOf } from './result.ts';
import { PAGE_WORDS, type PageWords } from './words.ts';

/** Everything that was chosen and typed; a change of language keeps it. */
interface Choice {
  language: VerdictLanguage;
  back: File | null;
  front: File | null;
  secret: string;
  number: string;
  leaf: string;
  trustText: string;
  authorityKey_pem: string;
  /** Names of the files of keys, by their fields. */
  readonly names: Map<string, string>;
  verdict: Verdict | null;
  trouble: ((words: PageWords) => string) | null;
  isWorking: boolean;
  /** Whether somebody opened or closed what is seldom needed. */
  isMoreOpen: boolean;
}

const choice: Choice = {
  language: navigator.language.startsWith('ja') ? 'ja' : 'en',
  back: null,
  front: null,
  secret: '',
  number: '',
  leaf: '',
  trustText: document.getElementById('trust')?.textContent ?? '',
  authorityKey_pem: '',
  names: new Map(),
  verdict: null,
  trouble: null,
  isWorking: false,
  isMoreOpen: false,
};

/** The words of a trouble, in whatever language the page is shown. */
class Trouble extends Error {
  readonly tell: (words: PageWords) => string;

  constructor(tell: (words: PageWords) => string) {
    super('trouble');
    this.tell = tell;
  }
}

const page = document.getElementById('page')!;
let keysKnown = 0;

async function countKeys(): Promise<void> {
  const read = await readTrust(choice.trustText);
  keysKnown = read.ok ? read.trust.kioskAuthorities.size + read.trust.centres.size : 0;
  if (!read.ok) choice.trouble = (words) => words.badTrust(read.found);
}

/** Draws everything anew; who works with keys stays where they were. */
function show(): void {
  const focused = document.activeElement?.id ?? '';
  const words = PAGE_WORDS[choice.language];
  document.documentElement.lang = choice.language;
  document.title = `${words.title} – Madoguchi`;
  const language = element('button', { type: 'button', id: 'language' }, words.other);
  language.addEventListener('click', () => {
    choice.language = choice.language === 'ja' ? 'en' : 'ja';
    show();
  });
  const start = element(
    'button',
    { type: 'button', id: 'start', disabled: choice.back === null || choice.isWorking },
    words.start,
  );
  start.addEventListener('click', () => void verify());
  const state = choice.isWorking ? words.working : keysKnown === 0 ? words.trustNone : words.trustKnown(keysKnown);
  page.replaceChildren(
    element('header', {}, element('h1', {}, words.title), language, element('p', {}, words.promise)),
    element(
      'div',
      { class: 'files' },
      fileField('back', words.back, words.backHint),
      fileField('front', words.front, words.frontHint),
    ),
    more(words),
    element('p', { class: keysKnown === 0 ? 'state missing' : 'state', role: 'status' }, state),
    start,
    ...(choice.trouble === null
      ? []
      : [element('p', { class: 'trouble', id: 'trouble', role: 'alert', tabindex: '-1' }, choice.trouble(words))]),
    ...(choice.verdict === null ? [] : [resultOf(choice.verdict, choice.language)]),
  );
  if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
}

function fileField(name: 'back' | 'front', label: string, hint: string): HTMLElement {
  const words = PAGE_WORDS[choice.language];
  const input = element('input', { type: 'file', id: name, accept: '.png,.jpg,.jpeg,.tif,.tiff,.pdf' });
  const field = element(
    'label',
    { class: choice[name] === null ? 'file' : 'file chosen', for: name },
    element('b', {}, label),
    element('span', {}, choice[name]?.name ?? words.drop),
    element('small', {}, hint),
    input,
  );
  const take = (file: File | undefined): void => {
    choice[name] = file ?? null;
    choice.verdict = null;
    choice.trouble = null;
    show();
  };
  input.addEventListener('change', () => take(input.files?.[0]));
  field.addEventListener('dragover', (event) => event.preventDefault());
  field.addEventListener('drop', (event) => {
    event.preventDefault();
    take(event.dataTransfer?.files[0]);
  });
  return field;
}

function more(words: PageWords): HTMLElement {
  const isOpen =
    choice.isMoreOpen ||
    keysKnown === 0 ||
    choice.secret !== '' ||
    choice.verdict?.findings[0]?.name === 'secretMissing';
  const summary = element('summary', { id: 'more' }, words.more);
  // The click is told before the field opens or closes.
  summary.addEventListener('click', () => {
    choice.isMoreOpen = !(summary.parentElement as HTMLDetailsElement).open;
  });
  return element(
    'details',
    { open: isOpen },
    summary,
    textField('secret', words.secret, words.secretHint),
    textField('number', words.number),
    textField('leaf', words.leaf),
    textFile('trust', words.trust, (text) => {
      choice.trustText = text;
    }),
    textFile('authorityKey', words.authorityKey, (text) => {
      choice.authorityKey_pem = text;
    }),
  );
}

function textField(name: 'secret' | 'number' | 'leaf', label: string, hint = ''): HTMLElement {
  const input = element('input', { id: name, value: choice[name], autocomplete: 'off', spellcheck: 'false' });
  input.addEventListener('input', () => {
    choice[name] = input.value;
  });
  return element('label', { class: 'text', for: name }, label, input, element('small', {}, hint));
}

function textFile(id: string, label: string, take: (text: string) => void): HTMLElement {
  const input = element('input', { type: 'file', id });
  const chosen = element('span', { class: 'choose' }, choice.names.get(id) ?? PAGE_WORDS[choice.language].choose);
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) choice.names.set(id, file.name);
    void file
      ?.text()
      .then((text) => {
        choice.trouble = null;
        take(text);
        return countKeys();
      })
      .then(show);
  });
  return element('label', { class: 'text', for: id }, label, chosen, input);
}

async function verify(): Promise<void> {
  choice.isWorking = true;
  choice.verdict = null;
  choice.trouble = null;
  show();
  await drawn();
  try {
    const read = await readTrust(choice.trustText);
    if (!read.ok) throw new Trouble((words) => words.badTrust(read.found));
    choice.verdict = await judged(read.trust, await options());
  } catch (error) {
    const name = choice.back?.name ?? '';
    choice.trouble = error instanceof Trouble ? error.tell : (words) => words.unreadable(name);
  }
  choice.isWorking = false;
  show();
  // Read out, and scrolled to.
  document.getElementById(choice.verdict === null ? 'trouble' : 'outcome')?.focus();
  document.getElementById('result')?.scrollIntoView({ block: 'start' });
}

/** The first page with a code on it is the back. */
async function judged(trust: TrustAnchors, wanted: VerifyOptions): Promise<Verdict> {
  let first: Verdict | null = null;
  for (const picture of await pages(choice.back!)) {
    const verdict = await verifyScan(picture, trust, wanted);
    if (verdict.findings[0]?.name !== 'noCode') return verdict;
    first ??= verdict;
  }
  return first!;
}

async function pages(file: File): ReturnType<typeof picturesOf> {
  const pictures = await picturesOf(file);
  if (pictures.length === 0) throw new Trouble((words) => words.unreadable(file.name));
  return pictures;
}

async function options(): Promise<VerifyOptions> {
  const typed = choice.secret.trim();
  const secret = typed === '' ? undefined : (parseSecret(typed) ?? undefined);
  if (typed !== '' && secret === undefined) throw new Trouble((words) => words.badSecret);
  const key = choice.authorityKey_pem === '' ? undefined : await readAuthorityKey(choice.authorityKey_pem);
  if (key === null) throw new Trouble((words) => words.badKey);
  const leaf = /^\s*(\d{1,4})\s*[//]\s*(\d{1,4})\s*$/.exec(choice.leaf.normalize('NFKC'));
  const number = choice.number.normalize('NFKC').trim();
  return {
    secret,
    authorityKey: key,
    printed: {
      uniqueNumber: number === '' ? undefined : number,
      ...(leaf && { leaf: Number(leaf[1]), of: Number(leaf[2]) }),
    },
    front: choice.front === null ? undefined : (await pages(choice.front))[0],
  };
}

// A file that misses its field must not replace the page.
for (const type of ['dragover', 'drop']) window.addEventListener(type, (event) => event.preventDefault());
void countKeys().then(show);
