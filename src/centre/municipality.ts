/**
 * Local data of a municipality (`config/municipalities/*.json`): what a certificate is called and must cost here, hours,
 * notices. The centre says what a citizen may have; where the two differ the type is withheld (design, Paper).
 * The parts are in `catalogue/`.
 */
export * from './catalogue/calendar.ts';
export * from './catalogue/digest.ts';
export * from './catalogue/fees.ts';
export * from './catalogue/notices.ts';
export * from './catalogue/offers.ts';
export * from './catalogue/schema.ts';
export * from './catalogue/tax-year.ts';
