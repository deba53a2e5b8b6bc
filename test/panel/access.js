/* oxlint-disable no-unused-expressions -- functions, handed to the browser as text */
/** What is asked of the page now shown, for EN 301 549: by name. */
(() => {
  /** Texts in Japanese letters that have another language, with it; in Chinese those with kana. */
  const strays = () => {
    const strays = [];
    const chinese = document.documentElement.lang.startsWith('zh');
    const letters = chinese ? /[ぁ-ゖァ-ヺ]/u : /[\p{Script=Han}ぁ-ゖァ-ヺ]/u;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const lang = node.parentElement?.closest('[lang]')?.getAttribute('lang') ?? '';
      const own = lang.startsWith('ja') || (lang.startsWith('zh') && !chinese);
      if (letters.test(node.textContent ?? '') && !own) strays.push(`${lang}: ${node.textContent}`);
    }
    return strays;
  };
  return {
    strays,
    /** Buttons that can be touched now and begin in the upper half. */
    high: () => {
      const over = document.querySelector('.veil');
      return [...document.querySelectorAll('button:enabled')]
        .filter((button) => over === null || button.closest('.veil, .pager') !== null)
        .filter((button) => {
          const { x, y, width, height } = button.getBoundingClientRect();
          return y < innerHeight / 2 - 1 && button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        })
        .map(({ dataset: { id } }) => id);
    },
    /** Everything that is asked of every screen: how many buttons, where the standing ones are, what needs hovering, strays. */
    screen: (standing) => ({
      drawn: document.querySelectorAll('#screen button').length,
      places: standing.map((id) => {
        const box = document.querySelector(`[data-id="${id}"]`)?.getBoundingClientRect();
        return box === undefined ? null : [box.x, box.y, box.width, box.height].map(Math.round).join(' ');
      }),
      hover: [
        ...[...document.styleSheets].flatMap((sheet) =>
          [...sheet.cssRules].map(({ cssText }) => cssText).filter((text) => text.includes(':hover')),
        ),
        ...[...document.querySelectorAll('[title]')].map(({ outerHTML }) => outerHTML.slice(0, 80)),
      ],
      strays: strays(),
    }),
    enabled: () => [...document.querySelectorAll('#screen button:enabled')].map(({ dataset }) => dataset.id),
    /** The control that has the focus: its id, and what is wrong with how that is seen. */
    focus: () => {
      const node = document.activeElement;
      if (!(node instanceof HTMLButtonElement)) return { id: node?.tagName ?? '', flaws: [] };
      const flaws = [];
      const numbers = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
      const light = (rgb) => {
        const [r = 0, g = 0, b = 0] = rgb.map((part) =>
          part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ratio = (one, other) => {
        const [a, b] = [light(numbers(one)), light(numbers(other))].toSorted((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
      };
      const behind = (element) => {
        for (let at = element; at !== null; at = at.parentElement) {
          const color = getComputedStyle(at).backgroundColor;
          if (numbers(color).length === 3) return color;
        }
        return 'rgb(255, 255, 255)';
      };
      const style = getComputedStyle(node);
      const ring = style.boxShadow.match(/rgba?\([^)]*\)/)?.[0] ?? style.outlineColor;
      const ground = behind(node.parentElement);
      if (style.outlineStyle === 'none' || Number.parseFloat(style.outlineWidth) < 2) flaws.push('no ring');
      if (Math.max(ratio(style.outlineColor, ground), ratio(ring, ground)) < 3) flaws.push('the ring is as its ground');
      if (ratio(style.outlineColor, ring) < 3) flaws.push('the two colours of the ring are alike');
      const { left, right, top, bottom } = node.getBoundingClientRect();
      if (left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1) flaws.push('off the screen');
      // The middle and both ends are what is touched there, and not something that lies over it (WCAG 2.4.11).
      for (const x of [left + 6, (left + right) / 2, right - 6]) {
        const at = document.elementFromPoint(x, (top + bottom) / 2);
        if (at?.closest('button') !== node) flaws.push(`covered by ${at?.className}`);
      }
      return { id: node.dataset.id ?? '', flaws };
    },
    /** Parts that are marked as Japanese. */
    japanese: () => [...document.querySelectorAll('#screen [lang="ja"]')].map(({ textContent }) => textContent),
    /** What moves without an end, with the milliseconds of its round. */
    motion: () =>
      document.getAnimations().flatMap((animation) => {
        const { iterations, duration } = animation.effect?.getTiming() ?? {};
        return iterations === Infinity ? [{ name: animation.animationName ?? '', round_ms: Number(duration) }] : [];
      }),
    /** WCAG 1.4.12: the spacing that a reader may ask for. Past the content security policy, as a reader's tool would. */
    spaced: () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}',
      );
      document.adoptedStyleSheets = [sheet];
    },
    unspaced: () => {
      document.adoptedStyleSheets = [];
    },
    /** Letters at their smallest, in pixels of their capitals; words under the pictures of the standing buttons and numbers of the steps aside. */
    letters: () =>
      Math.min(
        ...[...document.querySelectorAll('#screen *:not(svg, svg *)')]
          .filter(
            (part) =>
              part.closest('.tool-label, .step-mark, .answer-mark, .unseen, rt') === null &&
              part.getClientRects().length > 0,
          )
          .filter((part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ''))
          .map((part) => Number.parseFloat(getComputedStyle(part).fontSize) * 0.72),
      ),
    /** Contrast of the edges of what is pressed with what lies on both sides of them. */
    edges: () => {
      const style = getComputedStyle(document.documentElement);
      const light = (name) => {
        const code = style.getPropertyValue(name).trim().slice(1);
        const full = code.length === 3 ? [...code].map((digit) => digit + digit).join('') : code;
        const [r = 0, g = 0, b = 0] = [0, 2, 4]
          .map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255)
          .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      return ['--edge', '--edge-strong', '--go', '--fill', '--red'].flatMap((edge) =>
        ['--paper', '--card'].map((ground) => {
          const [a, b] = [light(edge), light(ground)].toSorted((x, y) => y - x);
          return { edge, ground, ratio: (a + 0.05) / (b + 0.05) };
        }),
      );
    },
    /** What is longer than its place, and how far it is from its end. */
    below: (selector) => {
      const part = document.querySelector(selector);
      return part === null ? -1 : Math.round(part.scrollHeight - part.clientHeight - part.scrollTop);
    },
  };
})();
