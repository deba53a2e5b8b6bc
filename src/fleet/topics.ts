/** Topics of one kiosk at the broker (docs/fleet.md). A kiosk id has letters, digits and hyphens, so none of MQTT's own signs. */
export interface Topics {
  event(type: string): string;
  readonly state: string;
  readonly command: string;
  readonly answer: string;
  bundle(commandId: string): string;
}

export function topicsOf(kioskId: string): Topics {
  const root = `madoguchi/v1/${kioskId}`;
  return {
    event: (type) => `${root}/event/${type}`,
    state: `${root}/state`,
    command: `${root}/command`,
    answer: `${root}/answer`,
    bundle: (commandId) => `${root}/bundle/${commandId}`,
  };
}
