/* oxlint-disable no-unused-expressions -- one function, handed to the browser as text */
/** What is wrong with the layout of the page now shown. */
(limits) => {
  const flaws = [];
  const visible = (element) => element.getClientRects().length > 0;
  for (const target of document.querySelectorAll('button')) {
    const { width, height } = target.getBoundingClientRect();
    if (visible(target) && Math.min(width, height) < limits.target) {
      flaws.push(`${target.dataset.id} is only ${Math.round(width)} × ${Math.round(height)}`);
    }
    if (target.scrollWidth > target.clientWidth + 1) flaws.push(`${target.dataset.id} cuts its label`);
  }
  const foot = document.querySelector('.foot').getBoundingClientRect();
  if (foot.right > innerWidth + 1 || foot.bottom > innerHeight + 1) flaws.push('the standing buttons leave the screen');
  for (const part of document.querySelectorAll('.page, .content, .line-list, .overlay-inner, .warning')) {
    // Where it is allowed, what is longer than its place is moved, and the two buttons at its edge say so.
    const moves = limits.moves && ['auto', 'scroll'].includes(getComputedStyle(part).overflowY);
    if (part.scrollHeight > part.clientHeight + 1 && !moves && getComputedStyle(part).overflowY !== 'visible') {
      flaws.push(`${part.className} needs ${part.scrollHeight} of ${part.clientHeight}`);
    }
  }
  if (limits.moves) {
    const longer = [
      ...(document.querySelector('.veil') ?? document).querySelectorAll(
        '.page, .content, .more, .line-list, .notices, .overlay-inner',
      ),
    ].some((part) => part.scrollHeight > part.clientHeight + 4 && getComputedStyle(part).overflowY === 'auto');
    if (longer && document.querySelector('.pager').hidden) flaws.push('nothing says that there is more');
  }
  for (const part of document.querySelectorAll('#screen *:not(svg, svg *)')) {
    if (!visible(part)) continue;
    const { left, right } = part.getBoundingClientRect();
    if (right > innerWidth + 1 || left < -1) flaws.push(`${part.className || part.tagName} leaves the screen sideways`);
  }
  const numbers = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const light = (rgb) => {
    const [r = 0, g = 0, b = 0] = rgb.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = numbers(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || (color[3] ?? 0) > 0.9) return color;
    }
    return [255, 255, 255];
  };
  for (const element of document.querySelectorAll('#screen *:not(svg, svg *)')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '');
    // Disabled buttons are exempt (WCAG 1.4.3), what a warning covers is not to be read.
    if (!own || !visible(element) || element.closest(':disabled') !== null) continue;
    if (document.querySelector('.veil') !== null && element.closest('.veil') === null) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(numbers(style.color)), light(behind(element))].toSorted((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size_px = Number.parseFloat(style.fontSize);
    const isLarge = size_px >= 24 || (size_px >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? limits.large : limits.small))
      flaws.push(`${element.className} has contrast ${ratio.toFixed(1)}`);
  }
  return flaws;
};
