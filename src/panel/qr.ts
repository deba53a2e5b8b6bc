import type { Child } from './dom.ts';

/** A QR code drawn from its modules, with the quiet zone of four that readers need. */
export function qr(rows: readonly string[]): Child {
  const size = rows.length + 8;
  const path = rows
    .flatMap((row, y) => [...row].map((module, x) => (module === '#' ? `M${x + 4} ${y + 4}h1v1h-1z` : '')))
    .join('');
  return {
    picture: `qr-${rows.join('')}`,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`,
  };
}
