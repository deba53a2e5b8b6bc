/** What a bundle leaves out: always the secrets of the kiosk; with `--redact` also where it stands and which pieces it is made of. */

/** Values of such keys are never in a bundle, whatever they are. */
const SECRET = /hash$|secret|passw|token|privateKey|credential/i;
/** Where the kiosk stands, whom it speaks with, and numbers of its parts. */
const PLACE =
  /^(?:serial|serialNumber|address|url|uri|host|phone|place|name|names|store|location|kioskId|broker|reader)$/i;

const LEFT_OUT = '(left out)';
/** A shorter word would be found in words that mean something else. */
const WORD_LENGTH_MIN = 4;

export class Redaction {
  readonly #wide: boolean;
  /** Values that were left out, so that they are left out of texts as well. */
  readonly #words = new Set<string>();

  constructor(wide: boolean) {
    this.#wide = wide;
  }

  /** A document without what is not told. */
  value(value: unknown, key = ''): unknown {
    const name = key.split('.').at(-1) ?? key;
    const hidden = SECRET.test(name) || (this.#wide && PLACE.test(name));
    if (typeof value === 'string') {
      if (!hidden) return value;
      // A value of the configuration stands in quotes.
      const word = value.replace(/^"|"$/g, '');
      if (word.length >= WORD_LENGTH_MIN) this.#words.add(word);
      return LEFT_OUT;
    }
    if (Array.isArray(value)) return value.map((one) => this.value(one, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.value(one, name)]));
  }

  /** A text without any value that was left out of a document before. */
  text(text: string): string {
    let told = text;
    for (const word of this.#words) told = told.replaceAll(word, LEFT_OUT);
    return told;
  }
}
