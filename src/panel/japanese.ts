/** Marks Japanese among the texts of another language, so that it gets its letters and its voice (WCAG 3.1.2). Pure. */
import type { View } from '../api/messages.ts';
import type { Attributes, Child, ElementNode } from './dom.ts';

/** Kanji and kana, and what stands between them in official terms, as in 課税(所得)証明書. */
const WRITTEN =
  /[「『]?[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々・]+(?:[(（][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々・]+[)）][\p{Script=Han}々]*)?[」』]?/gu;
/** In Chinese kana alone tell; a term in kanji alone is known by its name. */
const WITH_KANA = /[\p{Script=Han}々]*[ぁ-ゖァ-ヺー][\p{Script=Han}ぁ-ゖァ-ヺー々]*/gu;

const isElement = (child: Child): child is ElementNode => typeof child !== 'string' && 'tag' in child;

const literal = (term: string): string => term.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** What is Japanese in a text of this view. */
function patternOf({ locale, terms }: View): RegExp {
  if (!locale.startsWith('zh')) return WRITTEN;
  const longest = terms.toSorted((a, b) => b.length - a.length).map(literal);
  return new RegExp([...longest, WITH_KANA.source].join('|'), 'gu');
}

const span = (attributes: Attributes, children: readonly Child[]): ElementNode => ({
  tag: 'span',
  key: '',
  attributes,
  press: null,
  children,
});

/** One element holds the whole text, so that a row of buttons and words stays a row. */
function marked(text: string, pattern: RegExp): Child {
  const parts: Child[] = [];
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    if (found.index > end) parts.push(text.slice(end, found.index));
    parts.push(span({ lang: 'ja' }, [found[0]]));
    end = found.index + found[0].length;
  }
  if (parts.length === 0) return text;
  if (end < text.length) parts.push(text.slice(end));
  return parts.length === 1 ? parts[0]! : span({ class: 'text' }, parts);
}

function within(child: Child, pattern: RegExp): Child {
  if (typeof child === 'string') return marked(child, pattern);
  if (!isElement(child) || typeof child.attributes['lang'] === 'string') return child;
  return { ...child, children: child.children.map((each) => within(each, pattern)) };
}

/** The same tree with `lang="ja"` around what is Japanese; on a Japanese screen as it is. */
export function withJapanese(children: readonly Child[], view: View): readonly Child[] {
  if (view.locale.startsWith('ja')) return children;
  const pattern = patternOf(view);
  return children.map((child) => within(child, pattern));
}
