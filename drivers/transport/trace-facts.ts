/**
 * Commands and facts of devices as they may stand in a trace: an allow-list of fields. A field that is not on it is left out and its
 * length told, so that a new one is masked until somebody has thought about it.
 */
import { TRACE_LIMITS } from '../trace.ts';

/** Fields that tell nothing of a citizen: states, counts, money, ids of intents and facts, places, texts of devices themselves. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
  // All devices.
  ...['type', 'availability', 'reasons', 'code', 'detail', 'maker', 'product', 'serial', 'firmware', 'level', 'passed'],
  ...['details', 'holder', 'what', 'deviceId', 'partId', 'unitId', 'deviceClass', 'fact', 'memory', 'factId'],
  // Orders.
  ...['intentId', 'order', 'deviceBase', 'deviceAfter', 'result', 'moved', 'reason'],
  // Money.
  ...[
    'denominations_yen',
    'denomination_yen',
    'amount_yen',
    'amounts_yen',
    'paid_yen',
    'least_yen',
    'most_yen',
    'count',
  ],
  ...['mode', 'escrowId', 'destination', 'destinations', 'following', 'held', 'pieces', 'stacked', 'paid', 'remaining'],
  ...['piles', 'doubt', 'capabilities', 'paysByPlan', 'escrow', 'accepts_yen', 'pays', 'lands', 'payable'],
  // Paper.
  ...[
    'jobName',
    'format',
    'sides',
    'sheets',
    'raster',
    'phase',
    'trouble',
    'keywords',
    'onlyNew',
    'traits',
    'rasterTypes',
  ],
  ...['sheetBack', 'pdf', 'colour', 'level_percent', 'low', 'kind', 'set', 'setId', 'leaf', 'of'],
  // Lamps and sensors.
  ...['place', 'pattern', 'state', 'lamps', 'sensors', 'tower', 'present', 'plugged'],
  // Card: how many tries are left is shown on the screen, and says nothing of whom.
  ...['tries', 'triesShown'],
]);

const DEPTH_MAX = 6;
const ITEMS_MAX = 64;
const TEXT_CHARS_MAX = 512;
const MEMORY_CHARS_MAX = 8_192;

/** A command or fact as it is recorded. */
export function maskedFields(value: object): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'function' || inner === undefined) continue;
    found[name] = OPEN_FIELDS.has(name) ? maskedValue(inner, name, 0) : hiddenValue(inner);
  }
  return found;
}

function maskedValue(value: unknown, name: string, depth: number): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    const limit = /^(memory|deviceBase|deviceAfter)$/.test(name) ? MEMORY_CHARS_MAX : TEXT_CHARS_MAX;
    return value.length <= limit ? value : hiddenValue(value);
  }
  if (typeof value !== 'object' || ArrayBuffer.isView(value) || depth >= DEPTH_MAX) return hiddenValue(value);
  if (Array.isArray(value)) return value.slice(0, ITEMS_MAX).map((item: unknown) => maskedValue(item, name, depth + 1));
  const found: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'function' || inner === undefined) continue;
    found[key] = OPEN_FIELDS.has(key) ? maskedValue(inner, key, depth + 1) : hiddenValue(inner);
  }
  return found;
}

/** How long something is that is not told. A document that does not know it says so. */
function hiddenValue(value: unknown): { readonly masked: number } {
  if (typeof value === 'string') return { masked: value.length };
  if (ArrayBuffer.isView(value)) return { masked: value.byteLength };
  if (typeof value === 'object' && value !== null && 'length_bytes' in value && typeof value.length_bytes === 'number')
    return { masked: Math.min(value.length_bytes, TRACE_LIMITS.bytes_max) };
  return { masked: -1 };
}
