/** Debian's Chromium, as demo and tests start it. */
export const CHROMIUM = '/usr/bin/chromium';

/** A closed network must not slow a start down, and nobody is phoned home to. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;
